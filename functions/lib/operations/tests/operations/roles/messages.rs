//! Messages: their texts, their channels, and those that did not arrive.

use billing::audit::AuditAction as A;
use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Permission as P;
use operations::actor::Actor;
use operations::text_trial::{self, Trial};
use operations::{channels, integrations, texts, undelivered};
use store::notifications::{NotificationRecord, NotificationStatus};
use store::templates::TemplateText;
use uuid::Uuid;

use super::money::write;
use super::{Stage, Tried, Write};
use crate::world::amina;

pub const WRITES: &[Write] = &[
    write(
        "send a message again",
        P::ResendNotification,
        A::NotificationResent,
        resends,
    ),
    write(
        "leave it at that",
        P::ResendNotification,
        A::NotificationDismissed,
        dismisses,
    ),
    write("stop a channel", P::StartChannel, A::ChannelStopped, stops),
    write(
        "start a channel",
        P::StartChannel,
        A::ChannelStarted,
        starts,
    ),
    write("change a text", P::ChangeTexts, A::TextChanged, rewords),
    write("try a text", P::ChangeTexts, A::TextTried, tries_out),
    write(
        "test the store",
        P::TestIntegration,
        A::IntegrationTested,
        tests_store,
    ),
    write(
        "send a test message",
        P::TestIntegration,
        A::IntegrationTested,
        tests_channel,
    ),
];

fn text() -> TemplateText {
    TemplateText {
        subject: None,
        body: "Thank you for {amount}.".into(),
    }
}

fn trial() -> Trial {
    Trial {
        kind: MessageKind::PaymentReceived,
        language: Language::En,
        channel: Channel::Sms,
        text: text(),
        to: "0712345678".into(),
    }
}

impl Stage {
    async fn failed(&self) -> NotificationId {
        let (store, now) = (&self.world.store, self.world.now);
        let sent = text_trial::send(store, &trial(), &amina(), Uuid::new_v4(), now).await;
        let before = sent.unwrap();
        let after = NotificationRecord {
            status: NotificationStatus::Failed,
            next_at: None,
            version: before.version + 1,
            ..before.clone()
        };
        store.save_notification(&before, &after).await.unwrap();
        after.id
    }
}

fn resends<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.failed().await, stage.world.now);
        undelivered::send_again(&stage.store, &id, actor, now).await?;
        Ok(())
    })
}

fn dismisses<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.failed().await, stage.world.now);
        undelivered::dismiss(&stage.store, &id, actor, now).await?;
        Ok(())
    })
}

fn stops<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (channel, now) = (Channel::Sms, stage.world.now);
        channels::stop_by_person(&stage.store, channel, "a wrong text", actor, now).await
    })
}

fn starts<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let now = stage.world.now;
        channels::stop(&stage.world.store, Channel::Sms, "no credit", now).await?;
        channels::start(&stage.store, Channel::Sms, None, actor, now).await
    })
}

fn rewords<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let which = (MessageKind::PaymentReceived, Language::En, Channel::Sms);
        let now = stage.world.now;
        texts::change(&stage.store, which, Some(&text()), actor, now).await?;
        Ok(())
    })
}

fn tries_out<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (seed, now) = (Uuid::new_v4(), stage.world.now);
        text_trial::send(&stage.store, &trial(), actor, seed, now).await?;
        Ok(())
    })
}

fn tests_store<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        integrations::test_store(&stage.store, actor, stage.world.now).await?;
        Ok(())
    })
}

fn tests_channel<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (to, seed) = ((Channel::Sms, "0712345678"), Uuid::new_v4());
        let (store, now) = (&stage.store, stage.world.now);
        integrations::test_channel(store, to, Language::En, actor, seed, now).await?;
        Ok(())
    })
}
