"""Which proxy the environment asks for. Looked up once per host: aiohttp's own `trust_env` asks for every call."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


class ProxyKindError(ValueError):
    """The environment asks for a kind of proxy that we do not speak."""


def proxy_for(url: str) -> str | None:
    """Give the proxy to use for this address (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY), or None.

    Raises ProxyKindError for kinds of proxies that we do not speak (socks).
    """
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if not proxy.startswith(("http://", "https://")):
        raise ProxyKindError("only http:// and https:// proxies are understood: change HTTPS_PROXY or ALL_PROXY")
    return proxy
