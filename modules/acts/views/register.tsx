/** The public register of acts: its list and its lines. */
import {
  Button,
  ButtonLink,
  DefinitionList,
  Empty,
  Form,
  Kind,
  Notice,
  Pager,
  Row,
  Rows,
  Section,
  Select,
  Status,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, formatDate, formatDateTime, plural, typographic } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Matter } from '../../classification/index.ts';
import { KINDS, type KindName, leadOf, publicFileAddress, type Thumbnails } from '../../content/index.ts';
import { describeFile } from '../../documents/index.ts';
import type { ActCard, ActLine, ActsSettings } from '../schema.ts';
import { EVENT_WORDS, PUBLICITY_WORDS } from '../texts.ts';

interface Named {
  name: string;
  slug: string;
}

const feedsOf = ({ slug, name }: Named) => [
  { href: `/c/${slug}/actes.atom`, type: 'application/atom+xml', title: `Actes ${de(name)}` },
];

export interface Chosen {
  nature?: KindName | undefined;
  annee?: string | undefined;
  matiere?: string | undefined;
  seance?: string | undefined;
}

/** A line of the register; one withdrawn says so, and leads to its trace. */
const ActRow = ({ slug, card }: { slug: string; card: ActCard }) => {
  const { words, line } = KINDS[card.kind];
  const said = line({ particulars: { number: card.number, sessionDate: card.date } });
  return (
    <Row
      icon={KINDS[card.kind].icon}
      href={`/c/${slug}/actes/${card.address}`}
      title={typographic(card.title)}
      detail={[words.one, said, card.file && describeFile(card.file)].filter(Boolean).join(' · ')}
      end={card.state === 'withdrawn' ? <Status tone="refused">Retiré</Status> : undefined}
    />
  );
};

export const ActRows = ({ slug, cards }: { slug: string; cards: readonly ActCard[] }) => (
  <Rows>
    {cards.map((card) => (
      <ActRow slug={slug} card={card} />
    ))}
  </Rows>
);

const yearsUntil = (year: number): { value: string; label: string }[] =>
  Array.from({ length: 8 }, (_, at) => String(year - at)).map((value) => ({ value, label: value }));

export const RegisterPage = (props: {
  chrome: Chrome;
  organisation: Named;
  settings: ActsSettings;
  cards: readonly ActCard[];
  themes: readonly Matter[];
  natures: readonly KindName[];
  chosen: Chosen;
  year: number;
  next: string | undefined;
}) => {
  const { organisation, cards, chosen, settings } = props;
  const here = `/c/${organisation.slug}/actes`;
  const isFiltered = Object.values(chosen).some((value) => value !== undefined);
  return (
    <Page
      title={`Actes ${de(organisation.name)}`}
      chrome={props.chrome}
      description={`Le registre public des actes ${de(organisation.name)} : délibérations, arrêtés, décisions, procès-verbaux, budgets.`}
      lead={chosen.seance ? `Séance du ${formatDate(chosen.seance)}.` : PUBLICITY_WORDS[settings.publicity].said}
      breadcrumb={[{ href: `/c/${organisation.slug}`, label: organisation.name }]}
      feeds={feedsOf(organisation)}
    >
      {settings.decidedBy && !chosen.seance && <p class="soft">Choix du conseil : {settings.decidedBy}.</p>}
      <Form action={here} method="get">
        <Select
          name="nature"
          label="Nature"
          blank="Toutes"
          options={props.natures.map((name) => ({ value: name, label: KINDS[name].words.several }))}
          value={chosen.nature}
          optional
        />
        <Select
          name="annee"
          label="Année"
          blank="Toutes"
          options={yearsUntil(props.year)}
          value={chosen.annee}
          optional
        />
        {props.themes.length > 0 && (
          <Select
            name="matiere"
            label="Matière"
            blank="Toutes"
            options={props.themes.map(({ code, label }) => ({ value: code, label }))}
            value={chosen.matiere}
            optional
          />
        )}
        <Button tone="plain">Filtrer</Button>
      </Form>
      <h2 class="hide">Liste</h2>
      {cards.length > 0 ? (
        <ActRows slug={organisation.slug} cards={cards} />
      ) : (
        <Empty
          title={isFiltered ? 'Aucun acte ne correspond' : 'Aucun acte pour l’instant'}
          action={isFiltered ? <ButtonLink href={here}>Voir tout le registre</ButtonLink> : undefined}
        >
          {props.next ? 'La suite du registre en contient peut-être.' : 'Les actes publiés paraîtront ici.'}
        </Empty>
      )}
      <Pager next={props.next} label="Actes plus anciens" />
      <p class="small">
        <a href={`${here}/seances`}>Listes des séances</a> ·{' '}
        <a href={`${here}/verification`}>Vérifier un document ou le registre</a> ·{' '}
        {settings.siret && (
          <>
            <a href={`${here}.csv`}>Délibérations en tableau (SCDL)</a> ·{' '}
          </>
        )}
        <a href={`${here}.atom`}>Fil Atom</a> · <a href={`${here}/registre.jsonl`}>Registre pour les programmes</a>
      </p>
    </Page>
  );
};

/** « mardi 24 novembre 2026 à 18 h 30 » and the seconds: the exact time of going online. */
export const exactly = (at: string): string => `${formatDateTime(at)} (${at.slice(17, 19)} s)`;

/** An act with all that the law wants beside it. */
export const ActPage = (props: {
  chrome: Chrome;
  organisation: Named;
  act: ActLine;
  thumbnails: Thumbnails | undefined;
}) => {
  const { chrome, organisation, act } = props;
  const here = `/c/${organisation.slug}/actes/${act.address}`;
  const { words, facts } = KINDS[act.kind];
  const isOnline = act.state === 'online';
  return (
    <Page
      title={typographic(act.title)}
      chrome={chrome}
      breadcrumb={[
        { href: `/c/${organisation.slug}`, label: organisation.name },
        { href: `/c/${organisation.slug}/actes`, label: 'Actes' },
      ]}
      feeds={feedsOf(organisation)}
    >
      <div class="stack">
        <Kind>
          <span>{words.one}</span>
          <span>n° {act.number}</span>
          <span>
            {isOnline ? 'Mis en ligne le' : 'A été mis en ligne le'}{' '}
            <time datetime={act.onlineAt}>{exactly(act.onlineAt)}</time>
          </span>
        </Kind>
        {!isOnline && act.withdrawnAt && (
          <Notice tone="warning" title="Cet acte n’est plus en ligne">
            <p>
              Retiré par {organisation.name} le <time datetime={act.withdrawnAt}>{exactly(act.withdrawnAt)}</time>.{' '}
              {act.history.at(-1)?.reason}
            </p>
          </Notice>
        )}
        <DefinitionList items={facts(act.particulars)} />
        {isOnline && (
          <Section title={act.files.length === 1 ? 'Le document' : plural(act.files.length, 'document')} id="documents">
            <Rows>
              {act.files.map((file) => (
                <Row
                  {...leadOf(props.thumbnails?.get(file.document))}
                  href={publicFileAddress({ slug: organisation.slug, id: act.content }, file.document)}
                  title={file.name}
                  detail={describeFile(file)}
                />
              ))}
            </Rows>
          </Section>
        )}
        {act.history.length > 1 && (
          <Section title="Ce qui s’est passé" id="historique">
            <Rows>
              {act.history.map(({ event, at, reason }) => (
                <Row icon="clock" title={EVENT_WORDS[event]} detail={`${exactly(at)}${reason ? ` : ${reason}` : ''}`} />
              ))}
            </Rows>
          </Section>
        )}
        <Toolbar>
          <ButtonLink href={`${here}/preuve`} tone="plain" icon="check">
            Preuve de publication
          </ButtonLink>
          <ButtonLink href={`${here}/certificat`} tone="quiet" icon="download">
            Certificat de publication (PDF)
          </ButtonLink>
          {act.kind === 'deliberation' && act.date && (
            <ButtonLink href={`/c/${organisation.slug}/actes?seance=${act.date}`} tone="quiet">
              Les actes de cette séance
            </ButtonLink>
          )}
        </Toolbar>
      </div>
    </Page>
  );
};
