"""Sample portals: small government sites with fictional documents, one for each site family, served on loopback."""

from crawlers.portals.answers import Answer, Asked
from crawlers.portals.loading import load_sites
from crawlers.portals.server import PortalServer, serve_portals
from crawlers.portals.sites import Site

__all__ = ["Answer", "Asked", "PortalServer", "Site", "load_sites", "serve_portals"]
