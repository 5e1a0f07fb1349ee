import { ButtonLink, FileSize, Row, Rows } from '../../web/components/index.ts';
import { de, formatDate } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';

/** What the mail's link opens: no account is needed, nothing else is shown. */
export const CopyBehindLinkPage = (props: {
  chrome: Chrome;
  token: string;
  about: string;
  parts: readonly { size: number }[];
  expiresAt: string;
}) => (
  <Page
    title="Copie des données"
    chrome={props.chrome}
    heading={`Copie des données ${de(props.about)}`}
    lead={`À télécharger avant le ${formatDate(props.expiresAt)} : elle est ensuite effacée.`}
  >
    <Rows>
      {props.parts.map(({ size }, at) => (
        <Row
          icon="download"
          title={props.parts.length > 1 ? `Fichier ${at + 1} sur ${props.parts.length}` : 'Toutes les données'}
          detail={<FileSize bytes={size} type="ZIP" />}
          end={<ButtonLink href={`/u/copie/${props.token}/${at + 1}`}>Télécharger</ButtonLink>}
        />
      ))}
    </Rows>
    <p class="soft">
      Publications, documents, membres et journal : tout ce que l’organisation avait ici. Qui a ce lien peut tout lire ;
      ne le transmettez qu’à bon escient.
    </p>
  </Page>
);
