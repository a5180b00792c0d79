"""How contents are cut: by the settings, and for what is sent away also by what the service takes."""

from findling.core.cut import Cut
from findling.core.settings import Settings
from findling.embedding.forms import Form
from findling.media.reading import ReadPlan

WINDOW_EFFORT, CLIP_EFFORT = 8, 16
"""A frame a second wants many more pixels decoded than four a window do: half a minute of 4K with a keyframe every
8 s takes 7 of these 8 (about 6 s of one core), 1080p 2 of them."""
STILL_FRAMES = 2
"""Frames that are sent of a window that stands still."""


def local_plan(settings: Settings, *, cut: Cut | None = None) -> ReadPlan:
    """For providers that look at the parts themselves, in the same process."""
    return ReadPlan(
        clip_window=settings.clip_window,
        clip_frames=settings.clip_frames,
        recording_window=settings.recording_window,
        document_pages=settings.document_pages,
        cut=cut,
    )


def sent_plan(
    settings: Settings, form: Form, *, outlines: bool = False, cut: Cut | None = None
) -> ReadPlan:
    """For a service that takes contents of this form; `outlines`: only to tell what they will be."""
    return ReadPlan(
        clip_window=min(settings.clip_window, form.longest_clip),
        clip_frames=form.most_frames,
        recording_window=min(settings.recording_window, form.longest_recording),
        document_pages=settings.document_pages,
        frames_a_second=form.frames_a_second,
        longest_clip=form.longest_clip,
        longest_recording=form.longest_recording,
        photo_side=settings.photo_side,
        frame_side=form.frame_side,
        page_side=form.page_side,
        every_page=True,
        page_documents=settings.document_single_pages if form.page_as_pdf else 0,
        window_effort=WINDOW_EFFORT,
        clip_effort=CLIP_EFFORT,
        still_frames=STILL_FRAMES,
        outlines=outlines,
        cut=cut,
    )
