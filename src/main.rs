//! The page's program: it mounts the page. The engine is a program of its own, `bin/engine.rs`.

fn main() {
    porthole::ui::start();
}
