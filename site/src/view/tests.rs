//! What the screens show and say, rendered to text: one file for each screen or part of one.

mod call;
mod chat;
mod controls;
mod ended;
mod fixture;
mod landing;
mod languages;
mod lobby;
mod network;
mod people;
mod sealing;
mod settings;
mod share;
mod stage;
mod tile;
