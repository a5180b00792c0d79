from dataclasses import replace

import pytest

from findling.core.settings import Settings
from findling.embedding.forms import GEMINI, VERTEX
from findling.media.reading import ReadPlan
from findling.worker.plans import local_plan, sent_plan


def test_the_built_in_provider_sees_what_it_always_saw() -> None:
    settings = Settings(
        clip_window=20.0, clip_frames=5, recording_window=40.0, document_pages=9
    )
    assert local_plan(settings) == ReadPlan(
        clip_window=20.0, clip_frames=5, recording_window=40.0, document_pages=9
    )


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
def test_windows_are_cut_to_what_the_service_takes(form: object) -> None:
    assert form in (GEMINI, VERTEX)
    chosen = GEMINI if form is GEMINI else VERTEX
    plan = sent_plan(Settings(clip_window=500.0, recording_window=500.0), chosen)
    assert plan.clip_window == plan.longest_clip == chosen.longest_clip
    assert plan.recording_window == plan.longest_recording == chosen.longest_recording
    assert sent_plan(Settings(), chosen).clip_window == 30.0
    assert plan.clip_frames == chosen.most_frames


def test_pages_of_their_own_are_made_where_they_are_sent() -> None:
    settings = Settings(document_single_pages=7)
    assert sent_plan(settings, GEMINI).page_documents == 0
    assert sent_plan(settings, VERTEX).page_documents == 7
    assert sent_plan(settings, replace(VERTEX, page_as_pdf=False)).page_documents == 0


def test_photos_are_as_large_as_chosen() -> None:
    assert sent_plan(Settings(photo_side=700), GEMINI).photo_side == 700
