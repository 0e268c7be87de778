//! What a pod and its containers may do on their node.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::fields;

fields! {
    /// The `securityContext` of a pod or of a container. Where both have a field, the container's counts;
    /// fields that only the other of the two has are left alone
    /// (`kubernetes/api: core/v1/types.go PodSecurityContext, SecurityContext`).
    pub struct SecurityContext {
        /// Of a container: whether it may do whatever its node may.
        pub privileged: Option<Spanned<bool>> => "privileged",
        /// Of a container: whether a process may gain more rights than the one that started it.
        pub allow_privilege_escalation: Option<Spanned<bool>> => "allowPrivilegeEscalation",
        /// Of a container: powers of root, one by one.
        pub capabilities: Capabilities => "capabilities",
        /// Of a container: how much of `/proc` it sees.
        pub proc_mount: Option<Spanned<Rc<str>>> => "procMount",
        /// Whether it is refused to start as root.
        pub run_as_non_root: Option<Spanned<bool>> => "runAsNonRoot",
        /// The user that it runs as; 0 is root.
        pub run_as_user: Option<Spanned<i64>> => "runAsUser",
        /// Which calls to the kernel are let through.
        pub seccomp_profile: Option<Profile> => "seccompProfile",
        /// What AppArmor lets it do.
        pub app_armor_profile: Option<Profile> => "appArmorProfile",
        /// What SELinux takes it for.
        pub se_linux_options: SeLinuxOptions => "seLinuxOptions",
        /// What only Windows has.
        pub windows_options: WindowsOptions => "windowsOptions",
        /// Of a pod: settings of the kernel.
        pub sysctls: Vec<Sysctl> => "sysctls",
    }
}

fields! {
    /// Powers of root beyond, or out of, those that a container has by default.
    pub struct Capabilities {
        /// Those that it gets.
        pub add: Vec<Spanned<Rc<str>>> => "add",
        /// Those that it loses.
        pub drop: Vec<Spanned<Rc<str>>> => "drop",
    }
}

fields! {
    /// A profile of seccomp or AppArmor.
    pub struct Profile {
        /// `RuntimeDefault`, `Localhost` or `Unconfined`.
        pub type_: Option<Spanned<Rc<str>>> => "type",
    }
}

fields! {
    /// What SELinux takes a container for.
    pub struct SeLinuxOptions {
        /// The type.
        pub type_: Option<Spanned<Rc<str>>> => "type",
        /// The user.
        pub user: Option<Spanned<Rc<str>>> => "user",
        /// The role.
        pub role: Option<Spanned<Rc<str>>> => "role",
    }
}

fields! {
    /// What only Windows has.
    pub struct WindowsOptions {
        /// Whether it runs as a process of the node itself.
        pub host_process: Option<Spanned<bool>> => "hostProcess",
    }
}

fields! {
    /// A setting of the kernel.
    pub struct Sysctl {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
    }
}
