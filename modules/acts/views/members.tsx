/** Acts as the members of an organisation see them. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Pager,
  RadioCards,
  Section,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type DraftCard, DraftRows } from '../../content/index.ts';
import { type ActCard, PUBLICITY_MODES } from '../schema.ts';
import { PUBLICITY_WORDS } from '../texts.ts';
import type { Session } from '../rules-sessions.ts';
import { ActRows } from './register.tsx';
import { SessionsReminder } from './sessions.tsx';

/** The register of one's organisation, with what awaits publication first. */
export const MembersRegisterPage = (props: {
  chrome: Chrome;
  slug: string;
  cards: readonly ActCard[];
  drafts: readonly DraftCard[];
  me: string;
  mayWrite: boolean;
  mayApprove: boolean;
  mayManage: boolean;
  lacksSiret: boolean;
  /** Whose list is to be put online now; none for those who do not publish. */
  awaitedLists: readonly Session[];
  next: string | undefined;
  now: Date;
}) => (
  <Page
    title="Actes"
    chrome={props.chrome}
    lead="Le registre de votre organisation, tel que tout le monde le lit, et ce qui attend d’y entrer."
    breadcrumb={[{ href: '/documents', label: 'Documents' }]}
    action={
      props.mayWrite && (
        <ButtonLink href="/publier/deliberation" icon="act">
          Publier une délibération
        </ButtonLink>
      )
    }
  >
    <div class="stack">
      <SessionsReminder sessions={props.awaitedLists} />
      {props.mayManage && props.lacksSiret && (
        <Notice tone="info" title="Vos délibérations en données ouvertes">
          <p>
            Il manque le SIRET de votre organisation. <a href="/actes/reglages">L’indiquer dans les réglages</a>.
          </p>
        </Notice>
      )}
      {props.drafts.length > 0 && (
        <Section title="À publier" id="a-publier">
          <DraftRows drafts={props.drafts} me={props.me} mayApprove={props.mayApprove} now={props.now} />
        </Section>
      )}
      <Section title="Registre" id="registre">
        {props.cards.length > 0 ? (
          <ActRows slug={props.slug} cards={props.cards} />
        ) : (
          <Empty title="Aucun acte pour l’instant">
            Les actes publiés pour tout le monde y entrent d’eux-mêmes, avec leur heure et leur preuve.
          </Empty>
        )}
        <Pager next={props.next} label="Actes plus anciens" />
      </Section>
      <p class="small">
        <a href="/actes/seances">Listes des séances</a> · <a href={`/c/${props.slug}/actes`}>Le registre public</a> ·{' '}
        <a href={`/c/${props.slug}/actes/verification`}>Vérifier le registre</a>
        {props.mayManage && (
          <>
            {' '}
            · <a href="/actes/reglages">Réglages des actes</a>
          </>
        )}
      </p>
    </div>
  </Page>
);

/** How acts are published, and what open data names the organisation by. */
export const ActsSettingsPage = (props: {
  chrome: Chrome;
  typed: { publicity: string; decidedBy: string; siret: string; version: string };
  mayChoose: boolean;
  done: boolean;
  errors: readonly FieldError[] | undefined;
}) => {
  const { typed, errors } = props;
  return (
    <Page
      title="Réglages des actes"
      chrome={props.chrome}
      breadcrumb={[{ href: '/actes', label: 'Actes' }]}
      scripts={['once']}
    >
      {props.done && <Notice tone="success">C’est enregistré. Les pages publiques suivent en deux minutes.</Notice>}
      <ErrorSummary errors={errors} />
      <Form action="/actes/reglages" once>
        <input type="hidden" name="version" value={typed.version} />
        {props.mayChoose ? (
          <>
            <RadioCards
              name="publicity"
              label="Comment vos actes sont-ils publiés ?"
              value={typed.publicity}
              error={errorOf(errors, 'publicity')}
              help="Une commune de moins de 3 500 habitants choisit, par délibération. Sans choix : sous forme électronique."
              options={PUBLICITY_MODES.map((mode) => ({ value: mode, ...PUBLICITY_WORDS[mode] }))}
            />
            <Field
              name="decidedBy"
              label="Délibération qui l’a choisi"
              help="Pour l’affichage ou le papier : son numéro et sa date, par exemple 2022-031 du 23 juin 2022."
              value={typed.decidedBy}
              error={errorOf(errors, 'decidedBy')}
              optional
            />
          </>
        ) : (
          <>
            <input type="hidden" name="publicity" value="electronic" />
            <p>Vos actes sont publiés sous forme électronique : le registre en ligne fait foi.</p>
          </>
        )}
        <Field
          name="siret"
          label="SIRET de votre organisation"
          help="Quatorze chiffres. Avec lui, vos délibérations paraissent en données ouvertes."
          inputmode="numeric"
          width="medium"
          value={typed.siret}
          error={errorOf(errors, 'siret')}
          optional
        />
        <Button>Enregistrer</Button>
      </Form>
    </Page>
  );
};
