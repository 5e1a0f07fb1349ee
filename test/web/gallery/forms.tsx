/** Pages where something is written: publishing, signing up, signing in. */
import {
  Button,
  CodeField,
  EditorField,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  PasswordField,
  RadioCards,
  Steps,
  SuggestField,
  TextArea,
  Toolbar,
  UploadField,
} from '../../../web/components/index.ts';
import { Page } from '../../../web/layout.tsx';
import { territory, member } from './readers.ts';

export const publishErrors = [
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

export const publish = (errors?: typeof publishErrors) => (
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

export const write = (
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

export const signUp = (
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

export const code = (
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

export const login = (
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
