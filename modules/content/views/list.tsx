/** The lists of publications that members read. */
import { ButtonLink, Empty, Filters, Pager, Section } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { withQuery } from '../addresses.ts';
import { everyKind } from '../kinds/index.ts';
import type { Card, DraftCard, KindName } from '../schema.ts';
import { DraftRows, MemberCards } from './cards.tsx';

export const TABS = ['tout', 'organisation', 'brouillons'] as const;
export type Tab = (typeof TABS)[number];

interface ListPageProps {
  chrome: Chrome;
  tab: Tab;
  kind: KindName | undefined;
  organisation: { id: string; name: string };
  me: string;
  cards: readonly Card[];
  drafts: readonly DraftCard[];
  /** Whole address of the next page. */
  next: string | undefined;
  isFirstPage: boolean;
  mayWrite: boolean;
  /** Her organisation is suspended. */
  isReadOnly?: boolean | undefined;
  mayApprove: boolean;
  now: Date;
}

const LEADS: Readonly<Record<Tab, (organisation: string) => string>> = {
  tout: () => 'Ce que les organisations du territoire partagent avec vous.',
  organisation: (organisation) => `Tout ce que ${organisation} a publié, pour ses membres, le réseau ou le public.`,
  brouillons: () => 'Ce qui n’est pas encore publié. Vos collègues qui publient peuvent aussi les terminer.',
};

const listAddress = (tab: Tab, kind: KindName | undefined): string =>
  withQuery('/publications', { onglet: tab === 'tout' ? undefined : tab, type: kind });

const TabLinks = ({ tab, kind, mayWrite }: Pick<ListPageProps, 'tab' | 'kind' | 'mayWrite'>) => (
  <Filters
    label="Quelles publications"
    options={[
      { href: listAddress('tout', kind), label: 'Tout', current: tab === 'tout' },
      { href: listAddress('organisation', kind), label: 'Mon organisation', current: tab === 'organisation' },
      ...(mayWrite
        ? [{ href: listAddress('brouillons', undefined), label: 'Brouillons', current: tab === 'brouillons' }]
        : []),
    ]}
  />
);

const KindLinks = ({ tab, kind }: Pick<ListPageProps, 'tab' | 'kind'>) => (
  <Filters
    label="Type de publication"
    options={[
      { href: listAddress(tab, undefined), label: 'Tous les types', current: kind === undefined },
      ...everyKind.map(({ name, words }) => ({
        href: listAddress(tab, name),
        label: words.several,
        current: kind === name,
      })),
    ]}
  />
);

const Nothing = ({ tab, isFirstPage, mayWrite }: Pick<ListPageProps, 'tab' | 'isFirstPage' | 'mayWrite'>) => {
  if (!isFirstPage) {
    return (
      <Empty title="Rien de plus ici" action={<ButtonLink href="/publications">Revenir au début</ButtonLink>}>
        Essayez un autre filtre, ou poursuivez avec la suite de la liste.
      </Empty>
    );
  }
  const write = mayWrite && <ButtonLink href="/publier">Publier</ButtonLink>;
  return tab === 'brouillons' ? (
    <Empty title="Aucun brouillon" action={write}>
      Ce que vous commencez sans le publier vous attend ici.
    </Empty>
  ) : (
    <Empty title="Rien n’est encore publié ici" action={write}>
      {mayWrite && 'Commencez par une actualité : un titre et quelques lignes suffisent.'}
    </Empty>
  );
};

export const PublicationsPage = (props: ListPageProps) => {
  const { tab, kind, cards, drafts } = props;
  return (
    <Page title="Publications" chrome={props.chrome} lead={LEADS[tab](props.organisation.name)}>
      <TabLinks tab={tab} kind={kind} mayWrite={props.mayWrite} />
      {tab !== 'brouillons' && <KindLinks tab={tab} kind={kind} />}
      <h2 class="hide">Liste</h2>
      {drafts.length > 0 && (
        <DraftRows
          drafts={drafts}
          me={props.me}
          mayApprove={props.mayApprove}
          isReadOnly={props.isReadOnly}
          now={props.now}
        />
      )}
      {cards.length > 0 && <MemberCards cards={cards} organisation={props.organisation.id} now={props.now} />}
      {cards.length + drafts.length === 0 && (
        <Nothing tab={tab} isFirstPage={props.isFirstPage && props.next === undefined} mayWrite={props.mayWrite} />
      )}
      <Pager next={props.next} label="Publications plus anciennes" />
    </Page>
  );
};

/** What the members of a group have published in it. `organisation`: the one that the reader works for. */
export const GroupPublications = (props: {
  cards: readonly Card[];
  organisation: string;
  next: string | undefined;
  now: Date;
}) => (
  <Section title="Publications">
    {props.cards.length > 0 ? (
      <MemberCards cards={props.cards} organisation={props.organisation} now={props.now} />
    ) : (
      <Empty title="Rien n’est encore publié ici">
        Choisissez ce groupe sous « Qui le verra ? » : seuls ses membres vous liront.
      </Empty>
    )}
    <Pager next={props.next} label="Publications plus anciennes" />
  </Section>
);
