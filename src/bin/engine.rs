//! The engine's program for the page: in a Worker it answers requests, on the page's own thread it
//! leaves a function that does.

fn main() {
    porthole::ui::answer();
}
