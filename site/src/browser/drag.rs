//! Dragging an element about its container.

use std::cell::Cell;
use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use super::listener::Listener;

/// A pointer that has moved less than this, in CSS pixels, has not dragged anything.
const SLACK: f64 = 6.0;

/// Where the centre of an element was let go, as shares of the width and height of its container.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dropped {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// Lets an element be dragged for as long as it lives.
#[must_use = "it can be dragged no more when this is dropped"]
pub(crate) struct Drag {
    _listeners: [Listener; 4],
}

#[derive(Clone, Copy)]
struct Grip {
    pointer: i32,
    x: f64,
    y: f64,
    moves: bool,
}

impl Drag {
    /// Has the element follow the pointer that took hold of it, but by one of its buttons, and reports where
    /// it was let go. It is back in its place then.
    ///
    /// # Panics
    ///
    /// If `element` is not on the page yet.
    pub(crate) fn watch(element: NodeRef, report: impl Fn(Dropped) + 'static) -> Self {
        let element: HtmlElement = element.get().unchecked_into();
        let grip = Rc::new(Cell::new(None::<Grip>));
        let on = |event: &'static str, act: Box<dyn Fn(&PointerEvent)>| {
            Listener::new(&element, event, move |event: PointerEvent| act(&event))
        };
        let taken = {
            let (grip, element) = (Rc::clone(&grip), element.clone());
            move |event: &PointerEvent| {
                if event.is_primary() && event.button() == 0 && !is_on_button(event) {
                    // Fails only for a pointer that has just gone.
                    _ = element.set_pointer_capture(event.pointer_id());
                    grip.set(Some(Grip::of(event)));
                }
            }
        };
        let moved = {
            let (grip, element) = (Rc::clone(&grip), element.clone());
            move |event: &PointerEvent| {
                let held = grip.get();
                if let Some(held) = held.filter(|it| it.pointer == event.pointer_id()) {
                    grip.set(Some(held.pull(event, &element)));
                }
            }
        };
        let released = {
            let (grip, element) = (Rc::clone(&grip), element.clone());
            move |event: &PointerEvent| {
                let dropped = place(&element);
                let moves = grip.take().is_some_and(|it| it.moves);
                rest(&element);
                if moves && event.type_() == "pointerup" {
                    report(dropped);
                }
            }
        };
        let released = Rc::new(released);
        let let_go = {
            let released = Rc::clone(&released);
            move |event: &PointerEvent| released(event)
        };
        Self {
            _listeners: [
                on("pointerdown", Box::new(taken)),
                on("pointermove", Box::new(moved)),
                on("pointerup", Box::new(let_go)),
                on("pointercancel", Box::new(move |event| released(event))),
            ],
        }
    }
}

impl Grip {
    fn of(event: &PointerEvent) -> Self {
        Self {
            pointer: event.pointer_id(),
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
            moves: false,
        }
    }

    /// Has the element follow.
    fn pull(self, event: &PointerEvent, element: &HtmlElement) -> Self {
        let x = f64::from(event.client_x()) - self.x;
        let y = f64::from(event.client_y()) - self.y;
        if !self.moves && x.hypot(y) < SLACK {
            return self;
        }
        if !self.moves {
            _ = element.set_attribute("data-dragged", "");
        }
        let style = element.style();
        _ = style.set_property("translate", &format!("{x}px {y}px"));
        Self {
            moves: true,
            ..self
        }
    }
}

fn rest(element: &HtmlElement) {
    _ = element.remove_attribute("data-dragged");
    _ = element.style().remove_property("translate");
}

fn place(element: &HtmlElement) -> Dropped {
    let rect = element.get_bounding_client_rect();
    let around = element
        .parent_element()
        .map(|it| it.get_bounding_client_rect());
    let around = around.unwrap_or_else(|| rect.clone());
    let share = |start: f64, size: f64, from: f64, whole: f64| {
        if whole > 0.0 {
            (start + size / 2.0 - from) / whole
        } else {
            0.0
        }
    };
    Dropped {
        x: share(rect.x(), rect.width(), around.x(), around.width()),
        y: share(rect.y(), rect.height(), around.y(), around.height()),
    }
}

fn is_on_button(event: &Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| matches!(it.closest("button"), Ok(Some(_))))
}
