"""SOAP 1.1 and 1.2 envelopes: what a request says, and how answers and faults are wrapped."""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree

from emulator.contract import NAMESPACE_ROOT, Operation, Service
from emulator.wsdl import HEADER

_SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
_SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
_ACTION_PARAMETER = re.compile(r"""action\s*=\s*(?:"([^"]*)"|([^;\s]+))""", re.IGNORECASE)

UNKNOWN_ACTION = (
    "Unable to handle request without a valid action parameter. Please supply a valid soap action."
)
UNRECOGNISED = "Server did not recognize the value of HTTP Header SOAPAction: {action}."
UNREADABLE = "Server was unable to read request. ---> There is an error in XML document."
NOT_A_NUMBER = f"{UNREADABLE} ---> Input string was not in a correct format."


@dataclass(frozen=True)
class Version:
    """How one SOAP version says the same things."""

    namespace: str
    content_type: str
    client_fault: str
    server_fault: str


SOAP11 = Version(_SOAP11, "text/xml; charset=utf-8", "soap:Client", "soap:Server")
SOAP12 = Version(_SOAP12, "application/soap+xml; charset=utf-8", "soap:Sender", "soap:Receiver")


class ClientFault(Exception):
    """The request itself is wrong; the vendor answers with a client fault without a number."""

    def __init__(self, version: Version, reason: str) -> None:
        super().__init__(reason)
        self.version = version
        self.reason = reason


@dataclass(frozen=True, repr=False)
class Credentials:
    username: str | None
    token: str | None
    domain: str | None


@dataclass(frozen=True, repr=False)
class SoapCall:
    """One understood request. `arguments` are raw texts by element name, in the service's namespace only."""

    version: Version
    operation: str
    credentials: Credentials | None
    arguments: dict[str, str] = field(default_factory=dict)

    def parameters(self, operation: Operation) -> dict[str, int]:
        """Read by exact name: what is missing or misspelt is 0, what is unknown is ignored."""
        try:
            return {each.name: int(self.arguments.get(each.name) or 0) for each in operation.parameters}
        except ValueError:
            raise ClientFault(self.version, NOT_A_NUMBER) from None


def read(service: Service, body: bytes, action: str | None, content_type: str) -> SoapCall:
    """Understand a request; route by action or, without one, by the first element of the body."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise ClientFault(_version_by_content_type(content_type), UNREADABLE) from None
    version = SOAP12 if etree.QName(root).namespace == _SOAP12 else SOAP11
    wrapper = root.find(f"{{{version.namespace}}}Body/*")
    operation = _operation(service, version, action or _action_parameter(content_type), wrapper)
    arguments = {}
    if wrapper is not None and wrapper.tag == f"{{{service.namespace}}}{operation}":
        arguments = {
            etree.QName(child).localname: (child.text or "").strip()
            for child in wrapper.iterchildren(f"{{{service.namespace}}}*")
        }
    return SoapCall(version, operation, _credentials(service, version, root), arguments)


def answer(version: Version, content: str) -> bytes:
    """Wrap an answer or a fault."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{version.namespace}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f"<soap:Body>{content}</soap:Body></soap:Envelope>"
    ).encode()


def fault(version: Version, code: str, reason: str) -> bytes:
    """Write a fault; the detail never carries anything."""
    if version is SOAP11:
        content = f"<faultcode>{code}</faultcode><faultstring>{escape(reason)}</faultstring><detail />"
    else:
        content = (
            f"<soap:Code><soap:Value>{code}</soap:Value></soap:Code>"
            f'<soap:Reason><soap:Text xml:lang="en">{escape(reason)}</soap:Text></soap:Reason>'
            "<soap:Detail />"
        )
    return answer(version, f"<soap:Fault>{content}</soap:Fault>")


def business_fault(version: Version, number: int, text: str) -> bytes:
    """Write one of the vendor's numbered faults."""
    reason = f"Server was unable to process request. ---> {number}: {text}"
    return fault(version, version.server_fault, reason)


def _version_by_content_type(content_type: str) -> Version:
    return SOAP12 if "application/soap+xml" in content_type else SOAP11


def _action_parameter(content_type: str) -> str | None:
    found = _ACTION_PARAMETER.search(content_type)
    return (found[1] or found[2]) if found else None


def _operation(service: Service, version: Version, action: str | None, wrapper: etree._Element | None) -> str:
    action = (action or "").strip().strip('"')
    if not action and wrapper is not None:
        name = etree.QName(wrapper)
        action = f"{name.namespace}/{name.localname}"
    prefix = f"{NAMESPACE_ROOT}{service.name}/"
    if not action.startswith(prefix) or len(action) == len(prefix):
        raise ClientFault(version, UNKNOWN_ACTION)
    return action.removeprefix(prefix)


def _credentials(service: Service, version: Version, root: etree._Element) -> Credentials | None:
    """Only the v3 header in the namespace of the called service counts."""
    namespace = f"{{{service.namespace}}}"
    header = root.find(f"{{{version.namespace}}}Header/{namespace}{HEADER}")
    if header is None:
        return None
    username, token, domain = (
        (header.findtext(f"{namespace}{name}") or "").strip() or None
        for name in ("Username", "Token", "Domain")
    )
    return Credentials(username, token, domain)
