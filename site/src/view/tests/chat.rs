use parley_protocol::chat::{Delivery, Line, Message, MessageId};
use parley_protocol::message::Instance;

use super::fixture::{person, render_call, tag};
use crate::state::{App, Panel};

/// A message of the person of this name.
pub(super) fn line(name: &str, number: u32, text: &str) -> Line {
    let author = name.bytes().map(u64::from);
    Line {
        message: Message {
            id: MessageId {
                author: Instance(author.fold(0, |life, byte| life.wrapping_mul(257) + byte)),
                number,
            },
            clock: u64::from(number),
            from: format!("id of {name}").parse().unwrap(),
            name: name.parse().unwrap(),
            at: 0,
            to: None,
            text: text.parse().unwrap(),
        },
        history: false,
        delivery: None,
    }
}

/// Ada's own message.
pub(super) fn own(delivery: Delivery, to: Option<&str>) -> Line {
    let mut line = line("Ada", 1, "hello");
    line.delivery = Some(delivery);
    line.message.to = to.map(|name| format!("id of {name}").parse().unwrap());
    line
}

/// The chat, open, with these lines, in the company of Grace and Mary.
fn chat(lines: &[Line]) -> String {
    let html = render_call(|app| {
        company(app);
        app.panel.set(Some(Panel::Chat));
        app.conversation.update(|it| it.lines = lines.to_vec());
    });
    panel(&html)
}

fn company(app: App) {
    let people = [person("Grace"), person("Mary")];
    app.call.update(|call| call.people.extend(people));
}

fn panel(html: &str) -> String {
    let start = html.find("<aside").unwrap();
    let end = html.find("</aside>").unwrap();
    html[start..end].to_owned()
}

#[test]
fn a_message_tells_who_wrote_it_and_what() {
    let html = chat(&[line("Grace", 1, "hello there")]);
    assert!(html.contains("<strong><bdi>Grace</bdi></strong>"));
    assert!(html.contains(">hello there</div>"));
    assert!(tag(&html, "class=\"line\"").contains("data-author=\"other\" data-head=\"\""));
    assert!(!html.contains("line-fate"));
}

#[test]
fn the_log_is_one_to_a_screen_reader_and_to_the_keyboard() {
    let html = chat(&[]);
    let log = tag(&html, "role=\"log\"");
    assert!(log.contains("tabindex=\"0\"") && log.contains("aria-label=\"Messages\""));
}

#[test]
fn an_empty_chat_says_where_messages_go() {
    assert!(chat(&[]).contains("No messages yet"));
    assert!(!chat(&[line("Grace", 1, "hello")]).contains("No messages yet"));
}

#[test]
fn messages_in_one_go_stand_under_one_head_and_still_name_their_author() {
    let html = chat(&[line("Grace", 1, "one"), line("Grace", 2, "two")]);
    assert_eq!(html.matches("data-head=").count(), 1);
    assert_eq!(html.matches("<bdi>Grace</bdi>").count(), 2);
}

#[test]
fn what_has_become_of_an_own_message_is_said_and_nothing_else() {
    for (delivery, name, words) in [
        (Delivery::Sending(2), "sending", "Sending…"),
        (Delivery::Delivered, "delivered", "Delivered"),
        (
            Delivery::Nobody,
            "nobody",
            "Nobody is here yet. Whoever comes gets it.",
        ),
    ] {
        let html = chat(&[own(delivery, None)]);
        let line = tag(&html, "class=\"line\"");
        assert!(line.contains("data-author=\"own\""));
        assert!(line.contains(&format!("data-delivery=\"{name}\"")));
        assert!(html.contains(&format!(">{words}</p>")), "{html}");
        assert_eq!(html.matches("line-fate").count(), 1);
    }
}

#[test]
fn a_message_to_one_person_is_marked_on_both_sides() {
    let html = chat(&[own(Delivery::Sending(1), Some("Grace"))]);
    assert!(tag(&html, "class=\"line\"").contains("data-private"));
    assert!(html.contains("Only to Grace"));

    let mut private = line("Grace", 1, "psst");
    private.message.to = Some("id of Ada".parse().unwrap());
    let html = chat(&[private]);
    assert!(tag(&html, "class=\"line\"").contains("data-private"));
    assert!(html.contains("Only to you"));
}

#[test]
fn a_message_to_one_person_who_left_is_not_said_to_wait_for_others() {
    let html = chat(&[own(Delivery::Nobody, Some("Grace"))]);
    assert!(html.contains("Not delivered: Grace has left."));
    assert!(!html.contains("Whoever comes"));
}

#[test]
fn what_is_from_before_one_came_is_set_apart() {
    let before = Line {
        history: true,
        ..line("Grace", 1, "before")
    };
    let html = chat(&[before, line("Grace", 2, "now")]);
    let place = |text: &str| html.find(text).unwrap();
    assert!(place("before") < place("You joined") && place("You joined") < place("now"));
    assert_eq!(html.matches("data-history").count(), 1);
    assert!(!chat(&[line("Grace", 2, "now")]).contains("You joined"));
}

#[test]
fn links_open_elsewhere_and_take_nothing_along() {
    let html = chat(&[line(
        "Grace",
        1,
        "see https://example.org/a?b=c, or ada@example.org",
    )]);
    let web = tag(&html, "href=\"https://example.org/a?b=c\"");
    for attribute in ["target=\"_blank\"", "rel=\"noopener noreferrer nofollow\""] {
        assert!(web.contains(attribute), "{web}");
    }
    assert!(tag(&html, "href=\"mailto:ada@example.org\"").contains("noreferrer"));
}

#[test]
fn what_someone_writes_is_never_markup() {
    let html = chat(&[line(
        "<b>Eve</b>",
        1,
        "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) \
         https://example.org/\"onmouseover=\"alert(1)",
    )]);
    for markup in ["<script", "<img", "<b>", "href=\"javascript"] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
}

#[test]
fn who_is_writing_is_named() {
    let typing = |names: &[&str]| {
        let ids = names
            .iter()
            .map(|name| format!("id of {name}").parse().unwrap());
        let ids = ids.collect();
        render_call(|app| {
            company(app);
            app.conversation.update(|it| it.typing = ids);
        })
    };
    assert!(typing(&["Grace"]).contains("Grace is writing…"));
    assert!(typing(&["Grace", "Mary"]).contains("Grace and Mary are writing…"));
    assert!(typing(&["Mary"]).contains("data-typing=\"1\""));
    assert!(!typing(&[]).contains("writing…"));
}

#[test]
fn everyone_and_each_who_has_a_chat_can_be_written_to() {
    let html = render_call(|app| {
        company(app);
        app.call.update(|call| call.people[1].guest = true);
    });
    assert!(html.contains(">Everyone</option>"));
    assert!(html.contains("value=\"id of Grace\">Grace</option>"));
    assert!(!html.contains("value=\"id of Mary\""));
    assert!(html.contains("placeholder=\"Message to everyone\""));
}

#[test]
fn the_chat_is_out_of_sight_until_it_is_opened() {
    let html = render_call(|_| {});
    assert!(tag(&html, "data-panel=\"chat\"").contains("hidden"));
    let button = tag(&html, "aria-controls=\"panel-chat\"");
    assert!(button.contains("aria-expanded=\"false\"") && button.contains("aria-label=\"Chat\""));

    let html = render_call(|app| app.panel.set(Some(Panel::Chat)));
    assert!(!tag(&html, "data-panel=\"chat\"").contains("hidden"));
    assert!(tag(&html, "aria-controls=\"panel-chat\"").contains("aria-expanded=\"true\""));
}

#[test]
fn the_button_counts_what_is_unread() {
    for (unread, label, badge) in [
        (1, "Chat, 1 unread message", ">1</span>"),
        (12, "Chat, 12 unread messages", ">12</span>"),
        (120, "Chat, 120 unread messages", ">99+</span>"),
    ] {
        let html = render_call(|app| app.unread.set(unread));
        let button = tag(&html, "aria-controls=\"panel-chat\"");
        assert!(
            button.contains(&format!("aria-label=\"{label}\"")),
            "{button}"
        );
        assert!(html.contains(badge));
    }
}
