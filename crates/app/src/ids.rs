//! Ids: one type per table, so that a company's number never stands where a deal's belongs.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            sea_orm::DeriveValueType, serde::Serialize, serde::Deserialize,
        )]
        #[sea_orm(try_from_u64)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person who signs in.
    UserId,
    /// A team of people.
    TeamId,
    /// A pipeline (案件タイプ).
    PipelineId,
    /// A phase of a pipeline.
    PhaseId,
    /// An exit criterion of a phase.
    CriterionId,
    /// A kind of activity.
    ActivityKindId,
    /// A channel.
    ChannelId,
    /// A loss reason.
    LossReasonId,
    /// A competitor.
    CompetitorId,
    /// A product.
    ProductId,
    /// A framework by which deals are qualified, such as BANT.
    FrameworkId,
    /// An item of a framework, such as budget.
    ItemId,
    /// A degree of interest.
    InterestId,
    /// A company.
    CompanyId,
    /// A contact.
    ContactId,
    /// A deal.
    DealId,
    /// An activity.
    ActivityId,
    /// A kind of touch.
    TouchKindId,
    /// A touch.
    TouchId,
    /// A lead.
    LeadId,
    /// A questionnaire.
    QuestionnaireId,
    /// A question of a questionnaire.
    QuestionnaireQuestionId,
    /// A link by which a customer answers a questionnaire.
    QuestionnaireLinkId,
    /// An answer to a question of a questionnaire.
    QuestionnaireAnswerId,
    /// An event; what live viewers resume from.
    EventId,
    /// A hearing sheet.
    HearingSheetId,
    /// A question of a hearing sheet, or a heading, through all its editions.
    QuestionId,
    /// An answer to such a question.
    AnswerId,
    /// A proposal idea.
    IdeaId,
    /// A merge of two records.
    MergeId,
    /// A notice for somebody.
    NoticeId,
}
