"""The Files API: resumable upload, look, delete, download of results. Routes are in `service`."""

import hashlib
import json
import threading
from dataclasses import dataclass

from tests.standin import wire
from tests.standin.wire import Call, Json, Reply


@dataclass(kw_only=True)
class Kept:
    """A file on the server. `generated`: a result, which alone can be downloaded."""

    name: str
    mime: str
    display_name: str = ""
    data: bytes = b""
    whole: bool = False
    generated: bool = False

    def as_json(self, base: str) -> Json:
        return {
            "name": self.name,
            "displayName": self.display_name,
            "mimeType": self.mime,
            "sizeBytes": str(len(self.data)),
            "uri": f"{base}/v1beta/{self.name}",
            "sha256Hash": hashlib.sha256(self.data).hexdigest(),
            "state": "ACTIVE" if self.whole else "PROCESSING",
            "source": "GENERATED" if self.generated else "UPLOADED",
            **(
                {"downloadUri": f"{base}/v1beta/{self.name}:download"} if self.generated else {}
            ),
        }


class Files:
    """Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}
        self._made = 0

    def names(self) -> list[str]:
        """Those that were not deleted."""
        with self._lock:
            return list(self._kept)

    def put(self, data: bytes, *, mime: str) -> Kept:
        """A result."""
        kept = self._new(mime=mime, display_name="")
        kept.data, kept.whole, kept.generated = data, True, True
        return kept

    def upload(self, call: Call, *, base: str) -> Reply:
        """`start` names the file and where to send it, `upload` and `upload, finalize` bring its bytes."""
        command = call.headers.get("x-goog-upload-command", "")
        if "start" in command:
            asked = json.loads(call.body or b"{}").get("file", {})
            mime = call.headers.get("x-goog-upload-header-content-type", "")
            kept = self._new(
                mime=mime or asked.get("mimeType", asked.get("mime_type", "")),
                display_name=asked.get("displayName", asked.get("display_name", "")),
            )
            place = f"{base}{call.path}?upload_id={kept.name.removeprefix('files/')}"
            return Reply(headers={"X-Goog-Upload-URL": place, "X-Goog-Upload-Status": "active"})
        kept = self.find(f"files/{call.query.get('upload_id', '')}")
        if int(call.headers.get("x-goog-upload-offset", 0)) != len(kept.data):
            raise wire.refused("upload", "The upload offset does not fit what has arrived.")
        kept.data += call.body
        kept.whole = "finalize" in command
        status = {"X-Goog-Upload-Status": "final" if kept.whole else "active"}
        body = json.dumps({"file": kept.as_json(base)}).encode() if kept.whole else b""
        return Reply(body=body, headers=status)

    def find(self, name: str) -> Kept:
        """By its name or URI. Raises ApiError."""
        short = f"files/{name.rsplit('files/', 1)[-1].removesuffix(':download')}"
        with self._lock:
            if short not in self._kept:
                text = f"You do not have permission to access the File {short} or it may not exist."
                raise wire.ApiError(403, "PERMISSION_DENIED", text)
            return self._kept[short]

    def read(self, name: str) -> tuple[str, bytes]:
        """(mime, data) of a whole file, for a `file_data` part. Raises ApiError."""
        kept = self.find(name)
        if not kept.whole:
            text = f"The File {kept.name} is not in an ACTIVE state and usage is not allowed."
            raise wire.ApiError(400, "FAILED_PRECONDITION", text)
        return kept.mime, kept.data

    def delete(self, name: str) -> None:
        kept = self.find(name)
        with self._lock:
            self._kept.pop(kept.name, None)

    def _new(self, *, mime: str, display_name: str) -> Kept:
        with self._lock:
            self._made += 1
            kept = Kept(
                name=f"files/made-up-{self._made}", mime=mime, display_name=display_name
            )
            self._kept[kept.name] = kept
            return kept
