use db::db_test;

use super::*;
use crate::{
    error::Error,
    testing::{ADMIN, MANAGER, TestApp},
    text::Locale,
};

#[db_test]
async fn a_template_becomes_a_pipeline_with_its_phases_and_criteria(app: TestApp) {
    for (kind, names) in [(TemplateKind::Five, 5), (TemplateKind::Seven, 7)] {
        let template = kind.template(Locale::Ja.texts());
        let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
        let pipeline = start_from_template(&mut tx, &template, "新しい型").await.unwrap();
        tx.commit().await.unwrap();
        let phases = phases(app.app.db().read(), pipeline).await.unwrap();
        assert_eq!(phases.len(), names);
        let written: Vec<_> = phases.iter().map(|phase| (&phase.name, phase.position)).collect();
        let expected: Vec<_> = template.phases.iter().map(|phase| &phase.name).zip(1..).collect();
        assert_eq!(written, expected);
        let count = "SELECT COUNT(*) FROM criteria c JOIN phases p ON p.id = c.phase_id WHERE p.pipeline_id = ";
        let criteria = app.number(&format!("{count}{pipeline}")).await;
        let asked: usize = template.phases.iter().map(|phase| phase.criteria.len()).sum();
        assert_eq!(usize::try_from(criteria).unwrap(), asked);
    }
}

#[db_test]
async fn only_an_admin_starts_a_pipeline(app: TestApp) {
    let mut tx = app.app.begin(&app.actor(MANAGER).await).await.unwrap();
    let template = TemplateKind::Five.template(Locale::Ja.texts());
    let refused = start_from_template(&mut tx, &template, "新しい型").await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    assert!(matches!(fill_default_masters(&tx).await, Err(Error::Forbidden)));
}

#[test]
fn a_template_gets_more_certain_with_each_phase_and_only_selling_has_clocks() {
    for (kind, locale) in TemplateKind::ALL
        .into_iter()
        .flat_map(|kind| [(kind, Locale::Ja), (kind, Locale::En)])
    {
        let template = kind.template(locale.texts());
        assert!(template.phases.is_sorted_by_key(|phase| phase.probability));
        for phase in &template.phases {
            assert_eq!(phase.kind == PhaseKind::Selling, phase.days.is_some(), "{}", phase.name);
            assert!(phase.days.is_none_or(|days| days.watch < days.danger), "{}", phase.name);
        }
    }
}
