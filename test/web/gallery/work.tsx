/** Pages of a member and of the operator. */
import {
  AudienceTag,
  Button,
  ButtonLink,
  Card,
  Cards,
  Checkbox,
  Columns,
  Day,
  DefinitionList,
  Empty,
  FileField,
  FileSize,
  Form,
  Icon,
  Kind,
  Notice,
  Panel,
  PasswordField,
  Progress,
  Row,
  Rows,
  Section,
  Select,
  Status,
  Table,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { typographic } from '../../../web/format.ts';
import { iconNames } from '../../../web/icons.tsx';
import { Page } from '../../../web/layout.tsx';
import { territory, now, member } from './readers.ts';

export const home = (
  <Page
    title="Accueil"
    heading="Bonjour, Hélène"
    lead="Mardi 24 novembre 2026. Depuis votre dernière visite, vendredi : 4 publications et 6 documents."
    chrome={{ ...member, current: 'home' }}
    wide
  >
    <Panel title="Ce qui vous attend" tone="todo">
      <Rows bare>
        <Row
          icon="pencil"
          title="Délibération 2026-014"
          detail="Brouillon enregistré hier à 18 h 05. Il manque la date de séance."
          end={
            <ButtonLink tone="plain" href="/publier/1">
              Terminer
            </ButtonLink>
          }
        />
        <Row
          icon="people"
          title="Une invitation attend sa réponse"
          detail="Envoyée à Marc Laborde, vendredi. Elle est valable jusqu’à jeudi."
          end={
            <ButtonLink tone="plain" href="/organisation">
              Voir
            </ButtonLink>
          }
        />
      </Rows>
    </Panel>
    <Columns
      aside={
        <>
          <Section title="Agenda">
            <Rows>
              <Row
                lead={<Day date="2026-11-26" />}
                href="/a/1"
                title="Conseil communautaire"
                detail="18 h 30, salle des fêtes de Lavardac"
              />
              <Row
                lead={<Day date="2026-11-30" />}
                href="/a/2"
                title="Formation « Publier un acte »"
                detail="9 h, télécentre d’Agen · 4 places"
              />
              <Row
                lead={<Day date="2026-12-03" month />}
                href="/a/3"
                title="Permanence urbanisme"
                detail="14 h, mairie de Nérac"
              />
            </Rows>
          </Section>
          <Section title="Votre lettre">
            <Panel tone="soft">
              <p>
                <b>214 abonnés</b> recevront demain à 7 h ce que vous publiez aujourd’hui pour tout le monde.
              </p>
              <p>
                <a href="/listes">Voir ce qui partira</a>
              </p>
            </Panel>
          </Section>
        </>
      }
    >
      <Section title="À la une">
        <Cards>
          <Card
            kind={
              <Kind>
                <AudienceTag audience="network" />
                <span>Communiqué</span>
                <span>Conseil départemental</span>
                <When date={new Date('2026-11-24T08:12:00Z')} kind="relative" now={now} />
              </Kind>
            }
            href="/p/1"
            title={typographic('Appel à projets « Villages d’avenir » : dépôt des dossiers jusqu’au 15 janvier')}
          >
            Les communes de moins de 3 500 habitants peuvent déposer un dossier en ligne. Le guide et le modèle de
            délibération sont joints.
          </Card>
          <Card
            kind={
              <Kind>
                <AudienceTag audience="public" />
                <span>Actualité</span>
                <span>Albret Communauté</span>
                <When date={new Date('2026-11-23T15:40:00Z')} kind="relative" now={now} />
              </Kind>
            }
            href="/p/2"
            title={typographic('Collecte des déchets : nouveaux jours à partir du 1er décembre')}
          >
            Treize communes changent de jour. Affiche à imprimer pour le panneau de la mairie.
          </Card>
        </Cards>
      </Section>
      <Section title="Documents récents">
        <Rows>
          <Row
            icon="document"
            href="/d/1"
            title="Compte rendu du conseil communautaire du 17 novembre"
            detail={
              <>
                Albret Communauté · <FileSize type="PDF" bytes={421_888} />
              </>
            }
            end={<When date={new Date('2026-11-23T10:00:00Z')} kind="relative" now={now} />}
          />
          <Row
            icon="act"
            href="/d/2"
            title="Délibération 2026-013 : convention de voirie"
            detail="Nérac · publiée au registre"
            end={<When date="2026-11-19" kind="relative" now={now} />}
          />
          <Row
            icon="document"
            href="/d/3"
            title="Revue de presse, semaine 47"
            detail="Amicale des maires · PDF, 2,1 Mo"
            end={<When date="2026-11-18" kind="relative" now={now} />}
          />
        </Rows>
      </Section>
    </Columns>
  </Page>
);

export const pieces = (
  <Page
    title="Les pièces"
    chrome={{ ...member, current: 'documents', badge: 0 }}
    action={
      <ButtonLink href="/documents/nouveau" icon="upload">
        Mettre en ligne
      </ButtonLink>
    }
  >
    <Section title="Icônes">
      <div class="toolbar">
        {iconNames.map((name) => (
          <span class="soft small">
            <Icon name={name} /> {name}
          </span>
        ))}
      </div>
    </Section>
    <Section title="Vide">
      <Empty
        title="Aucun document pour l’instant"
        action={<ButtonLink href="/documents/nouveau">Mettre un document en ligne</ButtonLink>}
      >
        Les documents que vous mettez en ligne apparaissent ici.
      </Empty>
    </Section>
    <Section title="Formulaire">
      <Form action="/x">
        <Select
          name="kind"
          label="Nature"
          blank="Choisir…"
          options={[
            { value: 'DE', label: 'Délibération' },
            { value: 'AR', label: 'Arrêté' },
          ]}
        />
        <FileField name="file" label="Fichier CSV" accept=".csv" />
        <Checkbox name="terms" label="J’agis au nom de la commune" help="Votre nom figurera au journal." />
        <PasswordField name="password" label="Mot de passe" newOne help="Douze caractères au moins." />
        <Button name="x">Enregistrer</Button>
      </Form>
    </Section>
    <Section title="États">
      <p>
        <AudienceTag audience="organisation" organisationName="la mairie de Nérac" /> <AudienceTag audience="network" />{' '}
        <AudienceTag audience="public" /> <Status tone="done">Reçu</Status> <Status tone="waiting">En attente</Status>{' '}
        <Status tone="refused">Refusé</Status> <Status>Brouillon</Status>
      </p>
      <Progress label="Envoi" value={62} />
    </Section>
    <Notice tone="error" title="Le document n’a pas été reçu.">
      La ligne a été coupée à 62 %. Votre texte est conservé : reprenez l’envoi.
    </Notice>
  </Page>
);

export const operator = (
  <Page
    title="Inscriptions à valider"
    lead="Deux demandes attendent votre réponse."
    chrome={{ kind: 'operator', territory, person: { name: 'Paul Vidal' }, current: 'signUps' }}
    wide
  >
    <Notice tone="success" title="Lavardac est inscrite.">
      Jeanne Roux a reçu un courriel pour choisir son mot de passe.
    </Notice>
    <Notice tone="warning" title="La messagerie de 12 communes est inconnue.">
      <a href="/territoire/messageries">Importer un fichier de messageries</a>
    </Notice>
    <Table
      caption="Demandes"
      hideCaption
      columns={[
        { label: 'Commune', cell: (row) => <a href="/territoire/i/1">{row.name}</a> },
        { label: 'Demandée par', cell: (row) => row.by },
        { label: 'État', cell: () => <Status tone="waiting">À examiner</Status> },
        { label: 'Habitants', number: true, cell: (row) => row.population },
      ]}
      rows={[
        { name: 'Le Passage', by: 'Jeanne Roux, secrétaire', population: '9 412' },
        { name: 'Moncrabeau', by: 'Luc Faget, maire', population: '748' },
      ]}
    />
    <Section title="La demande du Passage">
      <Panel>
        <DefinitionList
          items={[
            { term: 'Demandée', description: <When date={new Date('2026-11-23T15:40:00Z')} kind="datetime" /> },
            { term: 'Par', description: 'Jeanne Roux, secrétaire de mairie' },
            { term: 'Pourquoi vous', description: 'Aucune messagerie officielle n’est connue pour cette commune.' },
          ]}
        />
      </Panel>
    </Section>
    <Toolbar>
      <Button type="button">Accepter</Button>
      <Button type="button" tone="danger">
        Refuser
      </Button>
    </Toolbar>
  </Page>
);
