/** Pages as the product's modules will compose them: what the gallery draws and what axe and the size tests read. */
import {
  AudienceTag,
  Button,
  ButtonLink,
  Card,
  Cards,
  Checkbox,
  CodeField,
  Columns,
  Day,
  DefinitionList,
  EditorField,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  FileField,
  FileSize,
  Filters,
  Form,
  Icon,
  Kind,
  Notice,
  Pager,
  Panel,
  PasswordField,
  Progress,
  RadioCards,
  Row,
  Rows,
  Section,
  Select,
  Status,
  Steps,
  SuggestField,
  Table,
  TextArea,
  Toolbar,
  UploadField,
  When,
} from '../../../web/components/index.ts';
import { typographic } from '../../../web/format.ts';
import { iconNames } from '../../../web/icons.tsx';
import { Page, type MemberChrome, type PublicChrome } from '../../../web/layout.tsx';

const territory = { name: 'Territoires du Lot-et-Garonne' };
const now = new Date('2026-11-24T09:30:00Z');

const member: MemberChrome = {
  kind: 'member',
  nonce: 'n',
  territory,
  organisation: { id: '214701958', name: 'Mairie de Nérac' },
  organisations: [
    { id: '214701958', name: 'Mairie de Nérac' },
    { id: '200068948', name: 'Albret Communauté' },
  ],
  person: { name: 'Hélène Duprat' },
  isReferent: true,
  isOperator: false,
  badge: 2,
};

const nerac: PublicChrome = {
  kind: 'public',
  territory,
  organisation: {
    name: 'Nérac',
    slug: 'nerac',
    links: [
      { href: '/c/nerac', label: 'Accueil', current: true },
      { href: '/c/nerac/actes', label: 'Actes' },
      { href: '/c/nerac/actualites', label: 'Actualités' },
    ],
  },
};

const home = (
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

const publishErrors = [
  { field: 'title', message: 'Écrivez l’objet de la délibération, tel qu’au registre.' },
  { field: 'sessionDate', message: 'La date de séance est dans le futur : vérifiez l’année.' },
];

const audiences = [
  {
    value: 'public',
    title: 'Tout le monde',
    explanation:
      'Publiée au registre des actes de Nérac, pour deux mois au moins. Envoyée aux 214 abonnés demain à 7 h.',
    icon: 'globe',
  },
  {
    value: 'network',
    title: 'Les membres du réseau',
    explanation: '1 286 personnes dans 331 organisations',
    icon: 'people',
  },
  { value: 'organisation', title: 'Seulement la mairie de Nérac', explanation: '12 personnes', icon: 'lock' },
] as const;

const publish = (errors?: typeof publishErrors) => (
  <Page
    title="Publier une délibération"
    lead="Rien n’est visible avant que vous ne publiiez."
    breadcrumb={[{ href: '/publier', label: 'Publier' }]}
    chrome={{ ...member, current: 'publish' }}
    scripts={['upload', 'draft', 'once']}
  >
    <ErrorSummary errors={errors} />
    <Form action="/publier/deliberation" autosave="/publier/deliberation/brouillon">
      <UploadField
        name="document"
        label="Le document"
        help="Un PDF, celui qui fait foi : 150 Mo au plus."
        accept=".pdf"
        depot="/documents/depot"
        state="/documents/{document}/etat"
        maxSize={157_286_400}
        documents={errors && [{ id: 'doc_1', name: '2026-014 Convention voirie.pdf', size: 397_312 }]}
      />
      <Field
        name="title"
        label="Objet"
        error={errorOf(errors, 'title')}
        value={errors ? '' : 'Convention d’entretien de la voirie communautaire'}
        maxlength={499}
      />
      <Field
        name="sessionDate"
        label="Date de la séance"
        type="date"
        width="medium"
        value="2026-11-19"
        error={errorOf(errors, 'sessionDate')}
      />
      <TextArea
        name="summary"
        label="En une phrase, pour la lettre"
        help="Ce que les abonnés liront dans leur boîte."
        optional
        rows={3}
      />
      <RadioCards name="audience" label="Qui la verra ?" options={audiences} value="public" />
      <Toolbar>
        <Button name="suite" value="publier">
          Publier maintenant
        </Button>
        <Button name="suite" value="brouillon" tone="plain">
          Garder en brouillon
        </Button>
      </Toolbar>
    </Form>
  </Page>
);

const write = (
  <Page
    title="Publier une actualité"
    breadcrumb={[{ href: '/publier', label: 'Publier' }]}
    chrome={{ ...member, current: 'publish' }}
    scripts={['editor', 'draft', 'once']}
  >
    <Form action="/publier/actualite" autosave="/publier/actualite/brouillon">
      <Field name="title" label="Titre" value="La médiathèque ouvre le samedi" />
      <EditorField
        name="body"
        label="Texte"
        help="Allez à l’essentiel : quoi, où, quand."
        text="À partir du 5 décembre, la médiathèque ouvre aussi le samedi matin."
        html="<p>À partir du <strong>5 décembre</strong>, la médiathèque ouvre aussi le samedi matin.</p><h2>Les horaires</h2><ul><li>mardi et jeudi, 14 h à 18 h</li><li>samedi, 9 h à 12 h</li></ul><p>L’inscription est gratuite.</p>"
      />
      <RadioCards name="audience" label="Qui la verra ?" options={audiences} value="network" />
      <Toolbar>
        <Button>Publier maintenant</Button>
      </Toolbar>
    </Form>
  </Page>
);

const signUp = (
  <Page
    title="Inscrire ma commune"
    lead="En cinq minutes, votre commune a son espace. C’est gratuit."
    chrome={{ kind: 'bare', territory }}
    scripts={['suggest']}
  >
    <Steps current={1} total={4} label="votre commune" />
    <Form action="/inscription" method="get">
      <SuggestField
        name="q"
        label="Le nom de votre commune"
        help="Les premières lettres suffisent."
        suggest="/inscription/communes"
      />
    </Form>
    <p class="soft">
      Déjà inscrit ? <a href="/connexion">Se connecter</a>
    </p>
  </Page>
);

const code = (
  <Page
    title="Votre code"
    lead="Nous l’avons envoyé à la messagerie de la mairie, m…e@ville-nerac.fr. Il est valable quinze minutes."
    chrome={{ kind: 'bare', territory }}
    scripts={['once']}
  >
    <Steps current={3} total={4} label="la preuve" />
    <ErrorSummary errors={[{ field: 'code', message: 'Ce code n’est pas le bon. Il vous reste trois essais.' }]} />
    <Form action="/inscription/code">
      <CodeField
        name="code"
        label="Code reçu par courriel"
        help="Six chiffres"
        error="Ce code n’est pas le bon. Il vous reste trois essais."
      />
      <Toolbar>
        <Button>Continuer</Button>
        <Button tone="quiet" name="suite" value="renvoyer">
          Renvoyer un code
        </Button>
      </Toolbar>
    </Form>
  </Page>
);

const login = (
  <Page title="Se connecter" chrome={{ kind: 'bare', territory }} scripts={['once']}>
    <Notice tone="info" title="Votre session a expiré ; votre texte est conservé.">
      Reconnectez-vous pour le retrouver.
    </Notice>
    <Form action="/connexion">
      <Field name="email" label="Adresse électronique" type="email" autocomplete="username" />
      <PasswordField name="password" label="Mot de passe" />
      <Toolbar>
        <Button>Se connecter</Button>
        <a href="/connexion/oubli">Mot de passe oublié</a>
      </Toolbar>
    </Form>
  </Page>
);

const commune = (
  <Page
    title="Nérac"
    lead="Les actes et les nouvelles de la commune, publiés par la mairie."
    chrome={nerac}
    hero
    wide
    action={
      <ButtonLink href="#abonnement" icon="mail">
        Recevoir la lettre
      </ButtonLink>
    }
  >
    <Columns
      aside={
        <Panel title="Recevoir la lettre" id="abonnement" tone="soft">
          <Form action="/c/nerac/abonnement">
            <Field
              name="email"
              label="Votre adresse électronique"
              type="email"
              autocomplete="email"
              help="Un courriel par jour au plus, à 7 h. Vous vous désabonnez en un clic."
            />
            <Button icon="mail">M’abonner</Button>
          </Form>
        </Panel>
      }
    >
      <Section title="Derniers actes">
        <Rows>
          <Row
            lead={<Day date="2026-11-19" month />}
            href="/c/nerac/actes/2026-014"
            title="Convention d’entretien de la voirie communautaire"
            detail="Délibération 2026-014 · PDF, 388 Ko"
            end={<Status tone="done">En ligne</Status>}
          />
          <Row
            lead={<Day date="2026-11-19" month />}
            href="/c/nerac/actes/2026-013"
            title="Tarifs de la cantine pour 2027"
            detail="Délibération 2026-013 · PDF, 212 Ko"
          />
        </Rows>
        <Pager next="/c/nerac/actes" label="Tous les actes" />
      </Section>
      <Section title="Actualités">
        <Cards>
          <Card
            kind={
              <Kind>
                <span>Actualité</span>
                <When date="2026-11-21" />
              </Kind>
            }
            href="/c/nerac/actualites/1"
            title="La médiathèque ouvre le samedi"
          >
            Mardi et jeudi de 14 h à 18 h, et désormais le samedi matin.
          </Card>
        </Cards>
      </Section>
    </Columns>
  </Page>
);

const portal = (
  <Page
    title={territory.name}
    heading="Le parvis du Lot-et-Garonne"
    lead="Les communes y publient leurs actes, se transmettent leurs documents et écrivent à leurs habitants."
    chrome={{ kind: 'public', territory }}
    hero
    wide
    action={
      <Toolbar>
        <ButtonLink href="/inscription">Inscrire ma commune</ButtonLink>
        <ButtonLink href="/connexion" tone="plain">
          Se connecter
        </ButtonLink>
      </Toolbar>
    }
  >
    <Section title="Les communes présentes">
      <Filters
        label="Filtrer"
        options={[
          { href: '?', label: 'Toutes', current: true, count: 5 },
          { href: '?t=epci', label: 'Intercommunalités', count: 1 },
        ]}
      />
      <Rows>
        <Row icon="organisation" href="/c/nerac" title="Nérac" detail="12 actes · dernière publication hier" />
        <Row
          icon="organisation"
          href="/c/lavardac"
          title="Lavardac"
          detail="4 actes · dernière publication le 12 novembre"
        />
      </Rows>
    </Section>
  </Page>
);

const article = (
  <Page
    title="La médiathèque ouvre le samedi"
    breadcrumb={[{ href: '/c/nerac/actualites', label: 'Actualités' }]}
    chrome={nerac}
  >
    <Kind>
      <AudienceTag audience="public" />
      <span>Actualité</span>
      <span>Mairie de Nérac</span>
      <When date={new Date('2026-11-21T17:30:00Z')} kind="datetime" />
    </Kind>
    <div class="prose panel">
      <p>
        À partir du <strong>5 décembre</strong>, la médiathèque ouvre aussi le samedi matin. Le{' '}
        <a href="https://example.org">programme</a> est à l’accueil.
      </p>
      <h2>Les horaires</h2>
      <ul>
        <li>mardi et jeudi, 14 h à 18 h</li>
        <li>samedi, 9 h à 12 h</li>
      </ul>
      <blockquote>Une médiathèque, c’est d’abord un lieu où l’on reste.</blockquote>
    </div>
  </Page>
);

const operator = (
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

const pieces = (
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

/** Every page by name. */
export const pages: Record<string, string> = Object.fromEntries(
  Object.entries({
    accueil: home,
    publier: publish(),
    'publier-erreurs': publish(publishErrors),
    actualite: write,
    inscription: signUp,
    code,
    connexion: login,
    commune,
    portail: portal,
    article,
    territoire: operator,
    pieces,
  }).map(([name, page]) => [name, String(page)]),
);
