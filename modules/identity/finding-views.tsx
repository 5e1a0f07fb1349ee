import { Button, Empty, Field, Form, Row, Rows } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';

export const FindDoorPage = (props: {
  chrome: Chrome;
  typed: string;
  found: readonly { name: string; slug: string }[];
}) => (
  <Page
    title="Trouver mon organisation"
    chrome={props.chrome}
    heading="Trouver mon organisation"
    lead="Chaque organisation a sa page de connexion."
  >
    <Form action="/connexion/organisations" method="get">
      <Field label="Son nom" name="nom" value={props.typed} help="Les premières lettres suffisent." />
      <Button>Chercher</Button>
    </Form>
    {props.found.length > 0 && (
      <Rows>
        {props.found.map(({ name, slug }) => (
          <Row icon="organisation" href={`/connexion/${slug}`} title={name} />
        ))}
      </Rows>
    )}
    {props.typed && props.found.length === 0 && (
      <Empty title={`Aucune organisation inscrite ne porte le nom « ${props.typed} »`}>
        Vérifiez l’orthographe, ou connectez-vous avec votre adresse.
      </Empty>
    )}
    <p>
      <a href="/connexion">Se connecter avec mon adresse e-mail</a>
    </p>
    <p>
      <a href="/connexion/courriel">Recevoir par courriel comment je me connecte</a>
    </p>
  </Page>
);
