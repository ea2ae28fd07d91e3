use super::fixture::{name, render, room, tag};
use crate::state::{Ending, Screen};

fn ended(ending: Ending) -> String {
    let screen = Screen::Ended {
        room: room("Blue"),
        name: name("Ada"),
        ending,
    };
    render(screen, |_| {})
}

#[test]
fn each_ending_says_what_happened_and_offers_its_own_way_back_and_the_way_home() {
    for (ending, mark, title, enter) in [
        (Ending::Left, "left", "You left the call", "Rejoin"),
        (
            Ending::Superseded,
            "superseded",
            "Another tab took your seat",
            "Use it here",
        ),
    ] {
        let html = ended(ending);
        assert!(tag(&html, "data-screen=\"ended\"").contains(&format!("data-ending=\"{mark}\"")));
        assert!(html.contains(&format!(">{title}</h1>")));
        assert!(html.contains(&format!(">{enter}</button>")));
        assert!(html.contains(">Home</button>"));
    }
}

#[test]
fn it_is_said_which_room_it_was() {
    assert!(ended(Ending::Left).contains("Room: <bdi>Blue</bdi>"));
}

#[test]
fn the_news_is_where_a_screen_reader_goes_on_reading() {
    assert!(tag(&ended(Ending::Left), "<h1").contains("tabindex=\"-1\""));
}
