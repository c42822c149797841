ALTER TABLE servers ADD COLUMN intro_channel_id BIGINT;

-- What a member says of themselves in one server; the message is where it stands, none until it was posted.
CREATE TABLE introductions (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    who TEXT NOT NULL,
    writes TEXT NOT NULL,
    why TEXT NOT NULL,
    offers TEXT NOT NULL,
    links TEXT NOT NULL,
    channel_id BIGINT,
    message_id BIGINT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX introductions_by_member ON introductions (member_id);
