"""Goals: setting, following and ending them."""
