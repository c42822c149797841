"""Figures for Prometheus, served to this machine alone where METRICS_PORT asks for them. None tells of a member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from cogs.post.pacer import Lane, spacing
from rules.schedule.tally import Spread
from services.process import VERSION

if TYPE_CHECKING:
    from bot import OneReader

HOST = "127.0.0.1"


class Server:
    """Serves a bot's figures from a thread of its own; for port 0 the system chooses one. Raise OSError."""

    def __init__(self, bot: OneReader, port: int) -> None:
        registry = CollectorRegistry()
        registry.register(Figures(bot))
        ProcessCollector(registry=registry)
        self._server, self._thread = start_http_server(port, addr=HOST, registry=registry)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def close(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Figures(Collector):
    """Reads what the bot counts whenever it is asked; asked from another thread, it copies what may grow meanwhile."""

    def __init__(self, bot: OneReader) -> None:
        self._bot = bot

    def collect(self) -> Iterator[Metric]:
        """Yield every figure as it stands now."""
        yield InfoMetricFamily("onereader", "Which version runs", {"version": VERSION})
        yield from self._due()
        yield from self._waits()
        yield from self._discord()
        yield from self._shards()

    def _due(self) -> Iterator[Metric]:
        tally = self._bot.context.tally
        claimed = [((kind,), count) for kind, count in list(tally.claimed.items())]
        yield _counter("due_claimed", "Tries to send or do what was due", ("kind",), claimed)
        endings = list(tally.endings.items())
        yield _counter("due_ended", "How what was due ended", ("kind", "state", "reason"), endings)
        delays = list(tally.delays.items())
        yield _counter("due_put_off", "Tries that came to nothing for now", ("kind", "reason"), delays)
        lateness = [((), tally.lateness)]
        yield _histogram("lateness_seconds", "From when it was due to when it was sent", (), lateness)

    def _waits(self) -> Iterator[Metric]:
        answering = [((), self._bot.context.tally.answering)]
        yield _histogram("answer_seconds", "From an interaction's arrival to its first answer", (), answering)
        waits = [((what,), spread) for what, spread in self._bot.context.db.waits.items()]
        yield _histogram("database_seconds", "A write by its lane; reading waits for a reader", ("what",), waits)

    def _discord(self) -> Iterator[Metric]:
        pacer = self._bot.pacer
        answers = [((str(status),), count) for status, count in list(self._bot.standing.answers.items())]
        yield _counter("discord_answers", "What Discord answered to requests, by status", ("status",), answers)
        yield _counter("pacer_turns", "Requests let go with the bot's token", (), [((), pacer.turns)])
        use = "Seconds between two requests: the rate of pacer_turns times this is the share of the limit in use"
        yield _gauge("pacer_spacing_seconds", use, (), [((), spacing(pacer.variation))])
        waiting = [((lane.name.lower(),), pacer.waiting_in(lane)) for lane in Lane]
        yield _gauge("pacer_waiting", "Requests that wait for their turn", ("lane",), waiting)

    def _shards(self) -> Iterator[Metric]:
        shards = [((str(number),), shard) for number, shard in list(self._bot.shards.items())]
        up = [(labels, not shard.is_closed()) for labels, shard in shards]
        yield _gauge("shard_up", "Whether a shard's connection is open", ("shard",), up)
        latency = [(labels, shard.latency) for labels, shard in shards]
        yield _gauge("shard_latency_seconds", "How long a shard's last heartbeat took", ("shard",), latency)
        yield _gauge("servers", "Servers the bot is in", (), [((), len(self._bot.guilds))])


Labels = tuple[str, ...]
Values = Iterable[tuple[Labels, float]]


def _counter(name: str, about: str, labels: Labels, values: Values) -> Metric:
    family = CounterMetricFamily(f"onereader_{name}", about, labels=labels)
    for of, value in values:
        family.add_metric(of, value)
    return family


def _gauge(name: str, about: str, labels: Labels, values: Values) -> Metric:
    family = GaugeMetricFamily(f"onereader_{name}", about, labels=labels)
    for of, value in values:
        family.add_metric(of, value)
    return family


def _histogram(name: str, about: str, labels: Labels, spreads: Iterable[tuple[Labels, Spread]]) -> Metric:
    family = HistogramMetricFamily(f"onereader_{name}", about, labels=labels)
    for of, spread in spreads:
        buckets = [("+Inf" if bound == inf else str(bound), count) for bound, count in spread.up_to]
        family.add_metric(of, buckets, spread.seconds)
    return family
