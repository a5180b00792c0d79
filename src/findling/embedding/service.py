"""Which of Google's two doors is used, and what is said when it stays shut. Pure, any thread."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from findling.core.errors import FindlingError, Hold
from findling.embedding.assumptions import BATCH_FULL_SECONDS, QUOTA_MARGIN, QUOTA_ZONE
from findling.embedding.keys import KEY_URL

LIBRARY_URL = "https://console.cloud.google.com/apis/library"
BILLING_URL = "https://console.cloud.google.com/billing"
SOON = 30.0
"""Seconds after which a service that was busy, or a network that was away, is tried again."""

_MODEL = re.compile(r"[\w@:.-]+(?:/[\w@:.-]+)*", re.ASCII)


class Door(StrEnum):
    GEMINI = "gemini"
    VERTEX = "vertex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`address`: set by hand in place of Google's own, else empty."""

    door: Door
    model: str
    project: str = ""
    address: str = ""

    @property
    def is_vertex(self) -> bool:
        return self.door is Door.VERTEX

    def unusable(self) -> Hold | None:
        """What in the settings can be neither a model nor an address; the SDK would take it for a mistake of ours."""
        if _MODEL.fullmatch(self.model) is None or ".." in self.model:
            return self.model_gone()
        if self.address and not self._host:
            return self.wrong_address()
        return None

    # what only a person can change

    def no_key(self) -> Hold:
        return Hold(
            "key-missing",
            "There is no Google API key yet.",
            hint=f"Make one at {KEY_URL} and enter it in the settings, with `findling provider use gemini`, "
            "or as the environment variable GEMINI_API_KEY.",
        )

    def bad_key(self) -> Hold:
        if self.is_vertex:
            return Hold(
                "key-invalid",
                "Google Cloud does not accept the account of this computer.",
                hint="Sign in again with `gcloud auth application-default login`, then try again.",
            )
        return Hold(
            "key-invalid",
            "Google does not accept this API key.",
            hint=f"Copy it again from {KEY_URL}, or make a new one there, and enter it in the settings.",
        )

    def no_account(self) -> Hold:
        return Hold(
            "credentials-missing",
            "Nobody is signed in to Google Cloud on this computer.",
            hint="Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a key file.",
        )

    def no_project(self) -> Hold:
        return Hold(
            "project-missing",
            "It is not said which Google Cloud project pays.",
            hint="Enter the project in the settings, or set the environment variable GOOGLE_CLOUD_PROJECT.",
        )

    def switched_off(self) -> Hold:
        if self.is_vertex:
            return Hold(
                "permission-denied",
                f"Google's AI service is not switched on in the project {self._project}.",
                hint=f"Switch on “Vertex AI API” for it at {LIBRARY_URL}, wait a few minutes and try again.",
            )
        return Hold(
            "permission-denied",
            "The Gemini API is not switched on in the Google project of this key.",
            hint=f"Switch on “Generative Language API” for it at {LIBRARY_URL}, or make another key at {KEY_URL}.",
        )

    def not_allowed(self) -> Hold:
        if self.is_vertex:
            return Hold(
                "permission-denied",
                f"This account may not use Google's AI service in the project {self._project}.",
                hint="Ask whoever looks after the project for the role “Vertex AI User” (roles/aiplatform.user).",
            )
        return Hold(
            "permission-denied",
            "This API key may not be used for that.",
            hint=f"Look at the key's restrictions at {KEY_URL}, or make another key there.",
        )

    def no_bill(self) -> Hold:
        return Hold(
            "billing",
            "Google wants this paid, and the project has no bill that is in order.",
            hint=f"Look at the project's billing at {BILLING_URL}, then try again.",
        )

    def wrong_region(self) -> Hold:
        if self.is_vertex:
            return Hold(
                "region",
                "Google Cloud does not offer this at the chosen location.",
                hint="Choose another location in the settings; “global” is offered to all.",
            )
        return Hold(
            "region",
            "Google does not offer the free tier of this service where you are.",
            hint=f"Set up billing for the key's project at {BILLING_URL}, or use another way to understand files.",
        )

    def model_gone(self) -> Hold:
        place = f" in {self._project}, or not at this location" if self.is_vertex else ""
        return Hold(
            "model-gone",
            f"Google no longer has the model “{self.model}”{place}.",
            hint="Findling keeps what it has, and names and texts go on answering. Choose another model in the settings.",
        )

    def wrong_address(self) -> Hold:
        return Hold(
            "address-wrong",
            f"What answers at {self._host or 'the address that is set'} is not Google's service.",
            hint="Look at the address in the settings and at what stands between this computer and the internet (a proxy, a sign-in page).",
        )

    def not_accepted(self, said: str) -> Hold:
        return Hold(
            "request-refused",
            f"Google does not take what Findling sends: {said}",
            hint="Look at the model, the version and the address in the settings; a newer Findling may help.",
        )

    # what passes

    def day_used_up(self, *, now: datetime, free: bool) -> Hold:
        resume = end_of_quota_day(now)
        here = resume.astimezone()
        day = "today" if here.date() == now.astimezone().date() else "tomorrow"
        whose = (
            "the free tier of Google's service allows" if free else "Google allows this project"
        )
        return Hold(
            "quota-day",
            f"What {whose} in a day is used up. Findling goes on {day} at {here:%H:%M}.",
            hint="Nothing is lost and no file failed. With billing set up for the project, more is allowed a day.",
            retry_in=(resume - now).total_seconds() + QUOTA_MARGIN,
        )

    def minute_used_up(self, seconds: float) -> Hold:
        return Hold(
            "quota-minute",
            "Google takes no more for the moment.",
            hint="Findling goes on by itself. A limit a minute can be set in the settings.",
            retry_in=max(1.0, seconds),
        )

    def busy(self, seconds: float | None = None) -> Hold:
        return Hold(
            "service-busy",
            "Google's service does not answer properly at present.",
            hint="Findling tries again by itself.",
            retry_in=max(SOON, seconds or 0.0),
        )

    def offline(self) -> Hold:
        return Hold(
            "offline",
            "Google's service cannot be reached.",
            hint="Look at the network connection; Findling goes on by itself when it is back.",
            retry_in=SOON,
        )

    def stopped(self) -> Hold:
        return Hold(
            "stopped",
            "Sending was stopped.",
            hint="What was not sent yet goes out the next time.",
            retry_in=0.0,
        )

    # batches

    def no_batches(self, said: str = "") -> Hold:
        return Hold(
            "batch-refused",
            f"Google takes no batches from here{': ' + said if said else '.'}",
            hint="Everything is sent piece by piece, at the normal price.",
        )

    def batches_full(self) -> Hold:
        return Hold(
            "quota-minute",
            "Too much waits in Google's batches already.",
            hint="Findling hands over more by itself when some are answered.",
            retry_in=BATCH_FULL_SECONDS,
        )

    @property
    def _host(self) -> str:
        """The address as it may be shown, without a name and password; empty: it is none."""
        try:
            parts = urlsplit(self.address or "https://googleapis.com")
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return ""
        known = parts.scheme in ("http", "https") and parts.hostname
        return f"{parts.hostname}{port}" if known else ""

    @property
    def _project(self) -> str:
        return f"“{self.project}”" if self.project else "of this account"


def end_of_quota_day(now: datetime) -> datetime:
    """The next midnight in California, in UTC. `now` is aware."""
    there = now.astimezone(ZoneInfo(QUOTA_ZONE))
    midnight = (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC)


def as_hold(error: FindlingError) -> Hold:
    """A trouble with the key is no file's fault."""
    return Hold(error.code, error.message, hint=error.hint)
