//! Words that stand for bytes.

use std::fmt;

/// A sequence of `N` words for `N` bytes: eight bits a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<const N: usize>([&'static str; N]);

impl<const N: usize> Words<N> {
    /// The words for the first `N` of `bytes`.
    pub(super) fn of(bytes: &[u8; 32]) -> Self {
        const { assert!(N <= 32, "a hash has 32 bytes") };
        Self(std::array::from_fn(|place| LIST[usize::from(bytes[place])]))
    }

    /// The words, in the order in which they are read out.
    pub fn as_slice(&self) -> &[&'static str] {
        &self.0
    }
}

impl<const N: usize> fmt::Display for Words<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// 256 English words, made for this list and under the licence of Parley: 4 to 7 letters, no two with the
/// same first three, no two fewer than three typing mistakes apart.
#[rustfmt::skip]
const LIST: [&str; 256] = [
    "acorn", "agent", "album", "almond", "amber", "anchor", "angle", "apron",
    "arctic", "atlas", "autumn", "avenue", "badge", "baker", "bamboo", "banana",
    "barrel", "basil", "beach", "berry", "bicycle", "biscuit", "blanket", "blossom",
    "bonnet", "bottle", "boulder", "bread", "brush", "bubble", "bucket", "buffalo",
    "butter", "cabin", "cactus", "camel", "canoe", "captain", "carpet", "castle",
    "cedar", "cello", "cement", "chalk", "chess", "chimney", "cinema", "circus",
    "cliff", "clock", "cobra", "coffee", "compass", "copper", "cotton", "cousin",
    "cradle", "cricket", "crystal", "cube", "cyclone", "daisy", "dancer", "delta",
    "denim", "desert", "diamond", "dolphin", "donkey", "dozen", "dragon", "drum",
    "earth", "echo", "eclipse", "elbow", "emerald", "engine", "fabric", "falcon",
    "feather", "fence", "fiddle", "finger", "fjord", "flame", "forest", "fossil",
    "galaxy", "garden", "gazelle", "giant", "giraffe", "glacier", "glove", "goblet",
    "golf", "grape", "guitar", "hamster", "harbor", "helmet", "hero", "hexagon",
    "hobby", "horizon", "hotel", "iceberg", "igloo", "indigo", "insect", "island",
    "ivory", "jaguar", "jasmine", "jewel", "jigsaw", "journal", "jubilee", "juice",
    "kayak", "kernel", "kiosk", "kitten", "knight", "koala", "ladder", "lagoon",
    "lantern", "laptop", "legend", "lemon", "library", "lily", "linen", "lizard",
    "lotus", "lunch", "lyric", "magnet", "mango", "maple", "meadow", "mermaid",
    "mirror", "monsoon", "mosaic", "motor", "mustard", "napkin", "nectar", "needle",
    "nephew", "nickel", "nomad", "nugget", "nurse", "nutmeg", "nylon", "object",
    "ocean", "octopus", "omelet", "onion", "onyx", "opera", "orange", "orbit",
    "orchid", "osprey", "oxygen", "oyster", "palace", "panda", "parrot", "peanut",
    "pelican", "pencil", "pigeon", "pillow", "pirate", "pixel", "poem", "polka",
    "potato", "prairie", "prince", "pumpkin", "puzzle", "pyramid", "quartz", "queen",
    "quilt", "rabbit", "raccoon", "rainbow", "raven", "razor", "recipe", "ribbon",
    "robot", "sailor", "salad", "sauna", "savanna", "school", "scooter", "sheriff",
    "silver", "skate", "sketch", "sleigh", "smoke", "sofa", "spider", "sprout",
    "squid", "stable", "storm", "studio", "sugar", "summit", "sunset", "swan",
    "symbol", "teapot", "temple", "tennis", "thunder", "toast", "topaz", "tower",
    "tractor", "trumpet", "tulip", "tunnel", "turtle", "twig", "unicorn", "urban",
    "valley", "vanilla", "vessel", "village", "violin", "volcano", "waffle", "walnut",
    "wheat", "whistle", "window", "wool", "yacht", "yogurt", "zenith", "zigzag",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// How many letters have to be put in, taken out or exchanged to make one word of the other.
    fn distance(one: &str, other: &str) -> usize {
        let mut above: Vec<usize> = (0..=other.len()).collect();
        for (row, a) in one.bytes().enumerate() {
            let mut current = vec![row + 1];
            for (column, b) in other.bytes().enumerate() {
                let exchanged = above[column] + usize::from(a != b);
                let cheapest = exchanged.min(above[column + 1] + 1);
                current.push(cheapest.min(current[column] + 1));
            }
            above = current;
        }
        above[other.len()]
    }

    #[test]
    fn the_words_are_short_plain_and_in_order() {
        assert!(LIST.is_sorted());
        for word in LIST {
            assert!((4..=7).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()));
        }
    }

    #[test]
    fn no_two_words_begin_alike_or_are_close_to_each_other() {
        let beginnings: BTreeSet<&str> = LIST.iter().map(|word| &word[..3]).collect();
        assert_eq!(beginnings.len(), LIST.len());
        for (place, one) in LIST.iter().enumerate() {
            for other in &LIST[..place] {
                assert!(distance(one, other) >= 3, "{one} {other}");
            }
        }
    }

    #[test]
    fn each_byte_has_its_word() {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&[0, 1, 254, 255]);
        assert_eq!(
            Words::<4>::of(&bytes).to_string(),
            "acorn agent zenith zigzag"
        );
    }
}
