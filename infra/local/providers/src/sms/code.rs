//! The codes of the gateway's answers. Source: the platform's table of codes.

/// A code with the words that go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Success,
    InvalidSender,
    InvalidMobile,
    LowCredits,
    SystemError,
    InvalidCredentials,
    NoReport,
    UnsupportedData,
    UnsupportedRequest,
    InternalError,
    NoPartner,
    NoApiKey,
    NotFound,
}

impl Code {
    /// The number.
    pub const fn number(self) -> u32 {
        match self {
            Self::Success => 200,
            Self::InvalidSender => 1001,
            Self::InvalidMobile => 1003,
            Self::LowCredits => 1004,
            Self::SystemError => 1005,
            Self::InvalidCredentials => 1006,
            Self::NoReport => 1008,
            Self::UnsupportedData => 1009,
            Self::UnsupportedRequest => 1010,
            Self::InternalError => 4090,
            Self::NoPartner => 4091,
            Self::NoApiKey => 4092,
            Self::NotFound => 4093,
        }
    }

    /// The words.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::InvalidSender => "Invalid sender id",
            Self::InvalidMobile => "Invalid mobile number",
            Self::LowCredits => "Low bulk credits",
            Self::SystemError => "Failed. System error",
            Self::InvalidCredentials => "Invalid credentials",
            Self::NoReport => "No delivery report",
            Self::UnsupportedData => "Unsupported data type",
            Self::UnsupportedRequest => "Unsupported request type",
            Self::InternalError => "Internal error. Try again after 5 minutes",
            Self::NoPartner => "No partner id is set",
            Self::NoApiKey => "No API key is set",
            Self::NotFound => "Details not found",
        }
    }
}
