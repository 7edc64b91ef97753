"""The pass that says who makes each post and in which week, within the hours of each person.

A task (see `production_tasks`) is made in the week of its first post or in the one before. First, what stands as in the
earlier plan keeps its maker, week and format. Each other task takes its lightest format, so that all find a place; then
heavier ones take what is left of the hours. Where a task finds no hours, others become lighter, or move. What has no
place then is booked beyond the hours, with a problem (`over_capacity` = warn), or its posts are left out, the least
important first (thin). See "Capacity" in docs/decisions.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.bookings import Booking, Bookings
from calgen.plan.makers.heavier_formats import HeavierFormats
from calgen.plan.makers.missions import with_first_post
from calgen.plan.makers.mix_backlog import MixBacklog, ordered_tasks
from calgen.plan.makers.more_room import (
    lesser_posts,
    room_by_leaving_out,
    room_by_lighter_formats,
    room_by_moving,
)
from calgen.plan.makers.other_days import NO_HOURS, OtherDays, move_off_absences
from calgen.plan.makers.posts_without_piece import tasks_without_piece, with_lighter_subjects
from calgen.plan.makers.production_problems import hours_short_problems, nobody_makes_problems
from calgen.plan.makers.production_tasks import ProductionTask, TaskList
from calgen.plan.makers.thinning import gaps_left, pieces_left_out, posts_after_window, without_posts
from calgen.plan.model import Post, monday_of

_WEEK = timedelta(days=7)


def assign_makers(draft: PlanDraft) -> PlanDraft:
    """The posts with their owners, the weeks in which they are made and, where hours are short, lighter formats."""
    if not draft.strategy.team:
        return draft
    assignment = _MakerAssignment(draft)
    posts = assignment.posts()
    not_told = {index for task in assignment.left_out for index in task.posts}
    not_told |= posts_after_window(draft, not_told)
    left_out = not_told - assignment.without_piece
    problems = (
        *hours_short_problems(draft, assignment.bookings.hours),
        *nobody_makes_problems(draft.strategy, assignment.tasks_without_maker),
        *pieces_left_out(draft, not_told),
    )
    told = with_lighter_subjects(replace(draft, posts=tuple(posts)), assignment.without_piece)
    assigned = replace(
        told,
        subjects=with_first_post(told.subjects, told.posts),
        problems=draft.problems + problems,
        gaps=(*draft.gaps, *gaps_left(draft, left_out)),
    )
    if not left_out and not assignment.other_days:
        return assigned
    return without_posts(assignment.other_days.applied(assigned), left_out)


class _MakerAssignment:
    """The places of all tasks in `bookings`, and the tasks whose posts are left out."""

    def __init__(self, draft: PlanDraft) -> None:
        self._draft = draft
        self._list = TaskList(draft)
        self.bookings = Bookings(draft.strategy, self._list.tasks, is_frozen=draft.is_frozen)
        self.left_out: list[ProductionTask] = []
        self.without_piece = set[int]()  # of their posts, those that tell a lighter subject
        self.tasks_without_maker = Counter[tuple[str, frozenset[str]]]()  # by format and platforms
        leaves_out = draft.strategy.settings.over_capacity == "thin"
        self._backlog = MixBacklog(draft) if leaves_out else None
        able = (task for task in self._list.tasks if self.bookings.able_people(task, task.wanted.format))
        self._able = {task.number: task for task in able}
        self._assign()

    def posts(self) -> list[Post]:
        """The posts of the draft with their makers."""
        found = list(self._draft.posts)
        for task in self._list.tasks:
            if task in self.bookings:
                booking = self.bookings[task]
                fields = {"owner": booking.person.person, "format": booking.option.format, "work_week": booking.monday}
            elif task.is_settled:  # somebody who is not in the team
                fields = {"owner": task.named}
            elif self._draft.is_frozen or any(found[index].kept_id for index in task.posts):
                continue
            else:  # nobody makes it any more, whatever its week was
                fields = {"work_week": None}
            for index in task.posts:
                found[index] = replace(found[index], **fields)  # type: ignore[arg-type]
        return found

    def _assign(self) -> None:
        self.tasks_without_maker.update(
            (task.wanted.format, task.platforms)
            for task in self._list.tasks
            if task.number not in self._able and not task.is_settled
        )
        self._keep_as_before()
        waiting = [task for task in self._able.values() if task not in self.bookings]
        for tasks in ([task for task in waiting if self._had_hours(task)], waiting):
            for task in ordered_tasks((task for task in tasks if task not in self.bookings), self._backlog):
                if task not in self.left_out:
                    self._place(task)
        self._bring_back()
        if not self._draft.is_frozen:
            HeavierFormats(self.bookings).give(self._able.values())
            self._bring_back()
            self.bookings.return_to_named(self._able.values())
        self.other_days = OtherDays(self._draft, {index for task in self.left_out for index in task.posts})
        if not self._draft.is_frozen:
            self._move_left_out()
            self._place_without_piece()
            move_off_absences(self._list.tasks, self.bookings, self.other_days)

    def _move_left_out(self) -> None:
        """Give what is left out a place on a day of the next week; a piece that is due, on any day of its window."""
        waiting, self.left_out = sorted(self.left_out, key=lambda task: (task.importance, task.sort_key)), []
        for task in waiting:
            if not (len(task.posts) == 1 and (self._is_placed_elsewhere(task) or self._takes_place(task))):
                self.left_out.append(task)

    def _is_placed_elsewhere(self, task: ProductionTask) -> bool:
        is_due, monday = task.importance[-1] == 0, task.monday + _WEEK
        first, last = (date.min, date.max) if is_due else (monday, monday + timedelta(days=6))
        return any(self._is_placed_on(task, day) for day in self.other_days.days_for(task.posts[0], first, last))

    def _takes_place(self, task: ProductionTask) -> bool:
        """Whether a piece that is due takes the day and hours of a less important post, which is left out."""
        for other in lesser_posts(self.bookings, self._list.tasks, task, self._may_be_left_out):
            if self.other_days.may_replace(task.posts[0], other.posts[0]):
                before = self.bookings.release(other)
                if self._is_placed_on(task, min(other.days)):
                    self.other_days.leave_out(other.posts[0])
                    self.left_out.append(other)
                    return True
                self.bookings.book(other, before)
        return False

    def _is_placed_on(self, task: ProductionTask, day: date) -> bool:
        """Whether a task of one post has hours on another day; if it is due, less important ones may be left out."""
        moved = self._list.on_day(task, day)
        found, lesser = self._find_place(moved), list[ProductionTask]()
        if not found and task.importance[-1] == 0:
            found, lesser = room_by_leaving_out(self.bookings, moved, self._may_be_left_out) or (None, [])
        if found:
            self.left_out += lesser
            self._list.tasks.append(moved)
            self._book(moved, found)
            self.other_days.move(task.posts[0], day, NO_HOURS)
        return bool(found)

    def _place_without_piece(self) -> None:
        """Give the posts of pieces that are left out to lighter subjects of their themes, where these have hours."""
        for task in list(tasks_without_piece(self._draft, self._list, self.left_out)):
            is_free = all(map(self.other_days.is_free, task.posts))
            if is_free and (found := self._find_place(task)):
                self._book(task, found)
                self.without_piece |= set(task.posts)
                self.other_days.stand(task.posts)

    def _keep_as_before(self) -> None:
        """Book what stands as in the earlier plan, kept posts first; last what another is named for now, or has to be
        made in an earlier week.

        What was made in a week that is over stays. What its maker has no hours for goes to somebody who has them, in
        the same format; what was beyond the hours already stays so (`warn`).
        """
        before = [task for task in self._able.values() if task.before.owner]

        def order(task: ProductionTask) -> tuple[object, ...]:
            is_kept = task.before.is_kept and task.before.work_week is not None
            is_earlier = task.before.work_week is not None and task.before.work_week > task.monday
            return (not is_kept, task.before.owner != task.named or is_earlier, task.before.is_kept, task.sort_key)

        waiting = []
        for task in sorted(before, key=order):
            places = self.bookings.free_places(task, (task.option_before,))
            people = (task.named, task.before.owner)
            found = next((place for place in places if place.person.person in people), None)
            if not found and (self._draft.is_frozen or self._is_made(task)):
                found = self._as_before(task)
            if found:
                self._book_as_before(task, found)
            elif self._was_beyond_hours(task):
                waiting.append(task)
        for task in waiting:
            found = self.bookings.free_place(task, (task.option_before,)) or self._as_before(task)
            if found:
                self._book_as_before(task, found)

    def _is_made(self, task: ProductionTask) -> bool:
        """Whether its maker, who is still there, made a task in a week that is over."""
        option, week = task.option_before, task.before.work_week
        is_over = week is not None and week < monday_of(self._draft.today) and week == task.weeks[0]
        able = self.bookings.able_people(task, option.format)
        return is_over and any(person.person == task.before.owner for person in able)

    def _had_hours(self, task: ProductionTask) -> bool:
        """Whether a post of a task stands in the slot of an earlier one; the others may have been left out then."""
        return any(self._draft.slots[index].earlier for index in task.posts)

    def _was_beyond_hours(self, task: ProductionTask) -> bool:
        """Whether nobody had hours for a task in the earlier plan: its maker is there, and it is as light as can be."""
        option = task.option_before
        able = self.bookings.able_people(task, option.format)
        is_there = any(person.person == task.before.owner for person in able)
        return is_there and not self._backlog and option.hours == task.options[0].hours

    def _book_as_before(self, task: ProductionTask, booking: Booking) -> None:
        self.bookings.book_as_before(task, booking)
        self._count(task)

    def _as_before(self, task: ProductionTask) -> Booking | None:
        """The person, format and week of the earlier plan, though the hours are short now; none if the person left."""
        person = next((row for row in self._draft.strategy.team if row.person == task.before.owner), None)
        return Booking(person, task.option_before, task.weeks[0]) if person else None

    def _place(self, task: ProductionTask) -> None:
        """Give a task a place in its lightest format, others lighter ones if need be, or leave it out.

        For work that is over, no other task gives way.
        """
        if self._draft.posts[task.posts[0]].day < self._draft.today:
            self._book(task, self.bookings.free_place(task, task.options) or self.bookings.place_beyond(task))
            return
        found = self._find_place(task)
        room = None if found or not self._backlog else room_by_leaving_out(self.bookings, task, self._may_be_left_out)
        if room:
            found, lesser = room
            self.left_out += lesser
        if found:
            self._book(task, found)
        elif self._backlog and self._may_be_left_out(task):
            self._place_parts(task)
        else:
            self._book(task, self.bookings.place_beyond(task))

    def _place_parts(self, task: ProductionTask) -> None:
        """Place the lighter parts of a task, platform by platform; the rest is left out.

        A part that is due in a later week waits: the tasks of its week come first.
        """
        for part in self._list.take_apart(task) or [task]:
            is_lighter = part.options[0].hours < task.options[0].hours and part.monday == task.monday
            if is_lighter and (found := self._find_place(part)):
                self._book(part, found)
                self._able[part.number] = part
            else:
                self.left_out.append(part)

    def _find_place(self, task: ProductionTask) -> Booking | None:
        """A place for a task in its lightest format, once others are lighter or elsewhere if need be.

        Others that stand as in the earlier plan change only for another post of their maker that stood there, too, or
        become lighter where the posts of the task would be left out otherwise.
        """

        def may_change(other: ProductionTask) -> bool:
            return not self.bookings.stands(other) or other.before.owner == task.before.owner

        found = self.bookings.free_place(task, task.options)
        found = found or room_by_lighter_formats(self.bookings, task, may_change)
        found = found or room_by_moving(self.bookings, task, may_change)
        if not found and self._backlog and not self._draft.is_frozen:
            return room_by_lighter_formats(self.bookings, task, lambda _: True)
        return found

    def _bring_back(self) -> None:
        """Give a place to tasks that were left out, where there are hours for them after all."""
        if not self._backlog:
            return
        due = {task.number: self._backlog.due(task.posts) for task in self.left_out}
        waiting = sorted(self.left_out, key=lambda task: (task.importance, -due[task.number], task.sort_key))
        self.left_out = []
        for task in waiting:
            if found := self._find_place(task):
                self._book(task, found)
                self._able[task.number] = task
            else:
                self.left_out.append(task)

    def _book(self, task: ProductionTask, booking: Booking) -> None:
        self.bookings.book(task, booking)
        self._count(task)

    def _count(self, task: ProductionTask) -> None:
        if self._backlog:
            self._backlog.count(task.posts)

    def _may_be_left_out(self, task: ProductionTask) -> bool:
        """Whether none of its posts is kept or stands on a day that the strategy names."""
        posts = (self._draft.posts[index] for index in task.posts)
        return not any(post.kept_id or post.has_named_day for post in posts)
