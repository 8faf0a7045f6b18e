"""How does an iPhone take the certificate? As a profile, which it lists by name and removes in one tap."""

from __future__ import annotations

import plistlib
import uuid

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_SPACE = uuid.UUID("6f1f3a52-6d35-4f39-8a55-9a0d9b6d5c1e")  # so that the same certificate gives the same profile


def apple_profile(root: x509.Certificate, host: str) -> bytes:
    """The profile with the certificate in it."""
    der = root.public_bytes(Encoding.DER)
    inner, outer = (str(uuid.uuid5(_SPACE, f"{what} {der.hex()}")).upper() for what in ("certificate", "profile"))
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"supple.{host}",
            "PayloadUUID": outer,
            "PayloadDisplayName": f"Supple at home ({host})",
            "PayloadDescription": f"Lets this phone check that it is talking to {host} at home, and to nothing else.",
            "PayloadContent": [
                {
                    "PayloadType": "com.apple.security.root",
                    "PayloadVersion": 1,
                    "PayloadIdentifier": f"supple.{host}.root",
                    "PayloadUUID": inner,
                    "PayloadDisplayName": f"Supple at home ({host})",
                    "PayloadCertificateFileName": "supple.cer",
                    "PayloadContent": der,
                }
            ],
        }
    )
