//! Where browser objects report what happens to them.

use std::rc::Rc;

/// A way into a queue that somebody else empties later.
///
/// Putting something in never runs anything, so a browser callback may do it at any moment, even
/// while the object that it belongs to is being dropped.
pub(crate) struct Inbox<T>(Rc<dyn Fn(T)>);

impl<T: 'static> Inbox<T> {
    /// An inbox over a function, which must do no more than to enqueue.
    pub(crate) fn new(put: impl Fn(T) + 'static) -> Self {
        Self(Rc::new(put))
    }

    /// Leaves something for later.
    pub(crate) fn put(&self, item: T) {
        (self.0)(item);
    }

    /// Leaves several things for later, or none.
    pub(crate) fn extend(&self, items: impl IntoIterator<Item = T>) {
        items.into_iter().for_each(|item| self.put(item));
    }

    /// An inbox whose items are wrapped on their way into this one.
    pub(crate) fn map<U: 'static>(&self, wrap: impl Fn(U) -> T + 'static) -> Inbox<U> {
        let inbox = self.clone();
        Inbox::new(move |item| inbox.put(wrap(item)))
    }
}

impl<T> Clone for Inbox<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}
