//! The page's program: in a window it mounts the page, in a Worker it runs the analysis.

fn main() {
    porthole::ui::start();
}
