"""The world's fault, in words. Anything else that is raised is our bug and flies to the crash log."""


class FindlingError(Exception):
    """Something a person can act on: one sentence, and what would help.

    `code` is stable and for scripts (`{"error": {"code", "message", "hint"}}`).
    """

    def __init__(self, code: str, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class MediaError(FindlingError):
    """A file claims to be media and cannot be read. Raised in decode processes; ends as a failure row.

    `lasting`: the content itself is at fault, so trying again cannot help until it changes.
    """

    def __init__(self, code: str, message: str, *, hint: str, lasting: bool = True) -> None:
        super().__init__(code, message, hint=hint)
        self.lasting = lasting

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_media_error, (self.code, self.message, self.hint, self.lasting))


def _rebuild_media_error(code: str, message: str, hint: str, lasting: bool) -> MediaError:
    return MediaError(code, message, hint=hint, lasting=lasting)


class Hold(FindlingError):
    """A service will not go on for now; no file is at fault.

    `retry_in`: seconds after which another try makes sense; None: only a person can change it (a key, a bill, a model).
    """

    def __init__(
        self, code: str, message: str, *, hint: str, retry_in: float | None = None
    ) -> None:
        super().__init__(code, message, hint=hint)
        self.retry_in = retry_in


class NotMedia(Exception):
    """The file is none of the kinds and does not claim to be: it is simply not in the library."""
