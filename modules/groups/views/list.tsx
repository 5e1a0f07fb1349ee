/** `/groupes`: those she is in, those her organisation is invited to, those of the network. */
import { ButtonLink, Empty, Pager, Row, Rows, Section, Status } from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Group, GroupCard, GroupOffered } from '../schema.ts';
import { ACCESS_TEXTS, KIND_TEXTS } from '../texts.ts';

/** A group that she is in. */
export interface OwnGroup extends Group {
  isFacilitator: boolean;
}

export interface GroupsProps {
  chrome: Chrome;
  own: readonly OwnGroup[];
  offered: readonly GroupOffered[];
  cards: readonly GroupCard[];
  next: string | undefined;
  isFirstPage: boolean;
  mayOpen: boolean;
}

const OwnRow = ({ group }: { group: OwnGroup }) => {
  const { id, name, kind, memberCount, requestCount, isFacilitator, state } = group;
  const parts = [KIND_TEXTS[kind].name, plural(memberCount, 'membre'), isFacilitator && 'vous l’animez'];
  return (
    <Row
      icon="people"
      href={`/groupes/${id}`}
      title={name}
      detail={parts.filter(Boolean).join(' · ')}
      end={
        state === 'archived' ? (
          <Status>Archivé</Status>
        ) : (
          isFacilitator && requestCount > 0 && <Status tone="waiting">{plural(requestCount, 'demande')}</Status>
        )
      }
    />
  );
};

const ListedRow = ({ card }: { card: GroupCard }) => (
  <Row
    icon="people"
    href={`/groupes/${card.id}`}
    title={card.name}
    detail={[
      KIND_TEXTS[card.kind].name,
      plural(card.memberCount, 'membre'),
      `ouvert par ${card.organisationName}`,
    ].join(' · ')}
    end={<Status tone={card.access === 'open' ? 'done' : 'info'}>{ACCESS_TEXTS[card.access].name}</Status>}
  />
);

const Own = ({ own, mayOpen }: Pick<GroupsProps, 'own' | 'mayOpen'>) => (
  <Section title="Mes groupes">
    {own.length > 0 ? (
      <Rows>
        {own.map((group) => (
          <OwnRow group={group} />
        ))}
      </Rows>
    ) : (
      <Empty
        title="Vous n’êtes dans aucun groupe"
        action={
          mayOpen && (
            <ButtonLink href="/groupes/nouveau" tone="plain">
              Ouvrir un groupe
            </ButtonLink>
          )
        }
      >
        Un groupe réunit des personnes de plusieurs organisations autour d’un sujet. Entrez dans l’un de ceux du réseau
        {mayOpen ? ', ou ouvrez le vôtre.' : '.'}
      </Empty>
    )}
  </Section>
);

export const GroupsPage = (props: GroupsProps) => {
  const isIn = new Set(props.own.map(({ id }) => id));
  const offered = props.offered.filter(({ group }) => !isIn.has(group));
  const others = props.cards.filter(({ id }) => !isIn.has(id));
  return (
    <Page
      title="Groupes"
      chrome={props.chrome}
      lead="Travailler à plusieurs organisations : ce qui est publié dans un groupe n’est lu que de ses membres."
      action={props.mayOpen && <ButtonLink href="/groupes/nouveau">Ouvrir un groupe</ButtonLink>}
    >
      {props.isFirstPage && <Own {...props} />}
      {props.isFirstPage && offered.length > 0 && (
        <Section title="Votre organisation est invitée">
          <Rows>
            {offered.map(({ group, name, kind, state, invitedBy }) => (
              <Row
                icon="mail"
                href={`/groupes/${group}`}
                title={name}
                detail={[KIND_TEXTS[kind].name, `invitation de ${invitedBy}`].join(' · ')}
                end={
                  state === 'invited' ? (
                    <Status tone="waiting">Réponse attendue</Status>
                  ) : (
                    <Status tone="done">Vous pouvez y entrer</Status>
                  )
                }
              />
            ))}
          </Rows>
        </Section>
      )}
      <Section title="Dans le réseau">
        {others.length > 0 ? (
          <Rows>
            {others.map((card) => (
              <ListedRow card={card} />
            ))}
          </Rows>
        ) : (
          <Empty title="Pas d’autre groupe ici">Les groupes fermés ne sont connus que de leurs membres.</Empty>
        )}
        <Pager next={props.next} label="Groupes plus anciens" />
      </Section>
    </Page>
  );
};
