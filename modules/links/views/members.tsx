/** Pages of the links that an organisation has given. */
import {
  Button,
  ButtonLink,
  Columns,
  DefinitionList,
  Empty,
  Form,
  Pager,
  Panel,
  Row,
  Rows,
  Section,
  Status,
  When,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { kindOf } from '../../repository/index.ts';
import { stateOf } from '../rules.ts';
import type { Deposited, SharedLink } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import { CRUMBS, factsOf, IN_LIST, LIST, purposeOf, TONES, untilOf, usedOf } from './facts.tsx';

const LinkRow = ({ link, now }: { link: SharedLink; now: Date }) => {
  const state = stateOf(link, now);
  return (
    <Row
      icon={kindOf(link.target.id) === 'folder' ? 'folder' : 'document'}
      href={`${LIST}/${link.id}`}
      title={link.label ? `${link.label} : ${link.target.name}` : link.target.name}
      detail={`${purposeOf(link)}, ${untilOf(link, now)} · ${usedOf(link)} · ${link.by.name}`}
      end={<Status tone={TONES[state]}>{TEXTS.states[state]}</Status>}
    />
  );
};

export const LinksPage = (props: {
  chrome: Chrome;
  links: readonly SharedLink[];
  next: string | undefined;
  now: Date;
}) => (
  <Page
    title="Liens"
    chrome={props.chrome}
    breadcrumb={CRUMBS}
    lead="Ce que votre organisation laisse lire ou déposer à des personnes sans compte, lien par lien."
  >
    {props.links.length === 0 && !props.next ? (
      <Empty
        title="Aucun lien pour l’instant"
        action={
          <ButtonLink href="/documents" icon="folder">
            Choisir un dossier
          </ButtonLink>
        }
      >
        Ouvrez un dossier ou un fichier, puis « Donner un lien » : un prestataire ou un élu d’ailleurs pourra le lire,
        ou vous envoyer ses fichiers.
      </Empty>
    ) : (
      <Rows>
        {props.links.map((link) => (
          <LinkRow link={link} now={props.now} />
        ))}
      </Rows>
    )}
    <Pager next={props.next} />
  </Page>
);

const Action = ({
  link,
  action,
  children,
  tone,
}: {
  link: SharedLink;
  action: string;
  children: string;
  tone: 'danger' | 'plain';
}) => (
  <Form action={`${LIST}/${link.id}/etat`}>
    <Button tone={tone} name="action" value={action}>
      {children}
    </Button>
  </Form>
);

export const LinkPage = (props: {
  chrome: Chrome;
  link: SharedLink;
  deposits: readonly Deposited[];
  isOwn: boolean;
  now: Date;
}) => {
  const { link, now } = props;
  const state = stateOf(link, now);
  return (
    <Page
      title={link.label ?? `Lien vers « ${link.target.name} »`}
      chrome={props.chrome}
      breadcrumb={IN_LIST}
      wide
      scripts={['once']}
    >
      <Columns
        aside={
          <Panel title="Ce lien" tone="soft">
            {state === 'open' && (
              <>
                <p>Une fois retiré, il n’ouvre plus rien à personne. Vous pourrez le rouvrir avant sa date.</p>
                <Action link={link} action="retirer" tone="danger">
                  Retirer ce lien
                </Action>
              </>
            )}
            {state === 'withdrawn' && Date.parse(link.expiresAt) > now.getTime() && (
              <>
                <p>L’adresse que vous aviez envoyée servira de nouveau.</p>
                <Action link={link} action="rouvrir" tone="plain">
                  Rouvrir ce lien
                </Action>
              </>
            )}
            {!props.isOwn && state !== 'expired' && (
              <>
                <p>
                  {link.by.name} en répond : si cette personne quitte l’organisation ou ne peut plus donner de liens, il
                  n’ouvre plus rien.
                </p>
                <Action link={link} action="reprendre" tone="plain">
                  Le reprendre à mon nom
                </Action>
              </>
            )}
            {state === 'expired' && <p>Il a expiré : faites-en un autre s’il sert encore.</p>}
          </Panel>
        }
      >
        <Panel>
          <p>
            <Status tone={TONES[state]}>{TEXTS.states[state]}</Status>
          </p>
          <DefinitionList
            items={[
              ...factsOf(link),
              {
                term: 'Donné',
                description: (
                  <>
                    <When date={link.createdAt} kind="datetime" />, par {link.by.name}
                  </>
                ),
              },
              ...(link.withdrawn
                ? [
                    {
                      term: 'Retiré',
                      description: (
                        <>
                          <When date={link.withdrawn.at} kind="datetime" />, par {link.withdrawn.name}
                        </>
                      ),
                    },
                  ]
                : []),
              {
                term: 'Ouvert',
                description: link.openedAt ? (
                  <>
                    {plural(link.openings, 'fois', 'fois')}, la dernière <When date={link.openedAt} kind="datetime" />
                  </>
                ) : (
                  'Pas encore'
                ),
              },
              ...(link.kind === 'deposit' ? [{ term: 'Reçu', description: usedOf(link) }] : []),
            ]}
          />
        </Panel>
        {link.kind === 'deposit' && <Deposits deposits={props.deposits} />}
      </Columns>
    </Page>
  );
};

const Deposits = ({ deposits }: { deposits: readonly Deposited[] }) => (
  <Section title="Ce qui est venu par ce lien" id="depots">
    {deposits.length === 0 ? (
      <p class="soft">Rien pour l’instant.</p>
    ) : (
      <Rows>
        {deposits.map((deposit) => (
          <Row
            icon="person"
            title={deposit.name}
            detail={
              <>
                <When date={deposit.createdAt} kind="datetime" /> · {plural(deposit.documents?.length ?? 0, 'fichier')}
                {deposit.message && <> · « {deposit.message} »</>}
              </>
            }
          />
        ))}
      </Rows>
    )}
  </Section>
);
