import { Words } from '../../engine/words.js';

/** Titles: a name follows. In small letters and without the full stop. */
export const TITLES = new Words(
  'mr mrs ms miss mx dr prof professor doctor sir lady lord dame madam captain capt sgt sergeant lieutenant rev ' +
    'reverend father sister brother judge herr frau fraulein monsieur madame mademoiselle mme mlle maitre señor señora ' +
    'señorita senor senora sr sra srta don doña dona signor signora signorina sig sigra dott dottssa ing avv senhor senhora ' +
    'seu dhr mevr meneer mevrouw mevr hr fr pan pani',
);

/** Words behind which, with a colon or alone as a member's name, a name stands; see `labelWords`. */
export const NAME_LABELS = new Words(
  'name names fullname firstname lastname middlename givenname familyname surname forename maidenname nickname username displayname ' +
    'customer customername client clientname patient patientname contact contactname contactperson cardholder cardholdername ' +
    'accountholder accountname holder holdername author owner ownername sender recipient recipientname addressee signed signature ' +
    'attn attention employee employeename manager applicant assignee reporter approver participant guest guestname passenger ' +
    'passengername student teacher doctor physician nurse insured beneficiary spouse billto shipto shippingname billingname from to cc ' +
    'mynameis nameis iscalled named called callme introduce ' +
    'vorname nachname familienname vollständigername ansprechpartner kunde kundenname unterschrift ichheisse ichheiße heisse heiße ' +
    'meinnameist ' +
    'nom prenom prénom nomdefamille nomcomplet client destinataire jemappelle appelle monnomest ' +
    'nombre apellido apellidos nombrecompleto titular cliente mellamo llamo minombrees ' +
    'nome cognome nomecompleto nominativo intestatario michiamo chiamo ilmionomeè ' +
    'nomedamãe sobrenome apelido titular meuchamo meunomeé chamo ' +
    'naam voornaam achternaam volledigenaam klant ikheet heet mijnnaamis ' +
    '氏名 名前 お名前 姓名 성명 이름 имя фамилия',
);

/** Words behind which a name stands if it looks like one. */
export const NAME_CUES = new Words(
  'i im iam thisis dear hi hello hey hola bonjour hallo liebe lieber ciao caro cara olá prezado prezada cher chère estimado ' +
    'estimada querido querida beste geachte regards sincerely thanks cheers best wishes yours truly cordially grüße grüßen ' +
    'saludos atentamente saluti cordialmente atenciosamente groeten by with from for and meet met asked told said says ask tell ' +
    'speak spoke talk talked call called contact emailed email signed written directed starring feat featuring via under with ' +
    'wife husband son daughter mother father brother sister friend boss colleague manager ' +
    'soy je suis sono sou ik ben ich bin',
);

/** Behind these, names are places, companies and things: `Baker Street`, `Jensen Inc`. */
export const THING_WORDS = new Words(
  'street st avenue ave road rd lane ln drive dr boulevard blvd court ct square plaza place park way highway bridge river lake ' +
    'mountain island beach bay city town county state province country airport station hotel hospital clinic church school college ' +
    'university institute academy library museum theatre theater stadium club orchestra band group team company corp corporation inc ' +
    'ltd llc gmbh ag sa plc bank insurance systems software technologies solutions services industries association foundation ' +
    'society council committee ministry department agency office center centre restaurant cafe bar store shop mall market award prize ' +
    'cup league championship festival concert album song novel book film movie series magazine newspaper times post news radio tv ' +
    'avenues alley arcade bluff bluffs branch brook burg bypass camp canyon cape causeway circle cliff common commons corner corners ' +
    'course cove creek crescent crest crossing crossroad curve dale dam divide drives estate estates expressway extension extensions ' +
    'falls ferry field fields flat flats ford forest forge forges fork forks fort freeway garden gardens gateway glen green greens grove ' +
    'groves harbor harbour haven heights hills hollow inlet isle junction key keys knoll knolls landing light loaf locks lodge loop manor ' +
    'meadow meadows mews mill mills mission motorway mount mountains neck orchard oval overpass parks parkway pass passage path pike pine ' +
    'pines plain plains point points port ports prairie radial ramp ranch rapid rapids rest ridge ridges roads route row rue run shoal ' +
    'shoals shore shores skyway springs spur squares stravenue stream streets summit terrace throughway trace track trail tunnel turnpike ' +
    'underpass union unions valley valleys via viaduct view views village villages ville vista walk wall ways well wells ' +
    'consulting partners capital group holdings investments ventures labs media press records studios republic kingdom empire ' +
    'straße strasse platz allee weg gasse rue calle via rua straat plein',
);

/** Particles inside a name, in small letters. */
export const PARTICLES = new Words(
  'van von de der den del della di da do dos das du la le el al bin ibn ben af av y e zu zur ten ter und',
);

/** Endings that make a capitalized word a surname, whether it is in the list or not. */
export const SURNAME_ENDING =
  /(?:ic|ov|ova|ev|eva|ski|ska|cki|cka|sky|skaya|skis|sen|sson|son|ez|escu|eanu|yan|ian|shvili|dze|nen|czyk|wicz|enko|chuk|poulos|idis|akis|oglu|mann|meier|meyer|stein|feld|elli|etti|ucci|acci|dottir|lund|gren|qvist|strom|berg)$/;

/** Capitalized words that are no part of a name, where a sentence begins or in a title. */
export const NO_NAMES = new Words(
  'the a an and or but if then else when where who whom whose what which why how this that these those there here it its he she they we ' +
    'you i me my your his her our their is are was were be been am do does did done has have had will would can could shall should may ' +
    'might must not no yes ok okay please thanks thank hello hi hey dear sorry welcome good great best new old first last next all any ' +
    'some many much more most few other another each every both either neither one two three four five six seven eight nine ten in on at ' +
    'to from by for with without about after before over under between into through during against of off up down out as than so too very ' +
    'just only also even still already again now today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january ' +
    'february march april june july august september october november december jan feb mar apr jun jul aug sep oct nov dec spring summer ' +
    'autumn winter morning afternoon evening night mr mrs ms miss dr prof sir team support customer service sales admin user users agent ' +
    'assistant system bot error warning info debug failed success true false null none undefined test user input output order account ' +
    'card credit debit number phone email address date time name password login api http https json xml html sql id url ' +
    'let see look find get go come make take give tell ask say said call send read write open close start stop run add remove delete update ' +
    'create change check try use used using need want like love know think feel help work play show keep move turn put set bring hold leave ' +
    'princess prince king queen duke emperor pope president minister republic subject re fwd fw note todo fixme ps attn north south east west northern southern eastern western central upper lower saint ' +
    'united states kingdom america american africa african asia asian europe european australia canada canadian mexico mexican brazil ' +
    'brazilian argentina england english britain british scotland scottish ireland irish wales welsh france french germany german italy ' +
    'italian spain spanish portugal portuguese netherlands dutch belgium belgian switzerland swiss austria austrian denmark danish sweden ' +
    'swedish norway norwegian finland finnish iceland poland polish russia russian ukraine greece greek turkey turkish china chinese japan ' +
    'japanese korea korean india indian pakistan israel israeli egypt iran iraq vietnam thailand tunisia estonia cyprus uruguay czech ' +
    'hungary hungarian romania slovakia slovenia croatia serbia bulgaria lithuania latvia london paris berlin madrid rome moscow tokyo ' +
    'beijing york washington chicago boston texas california florida god christ christian jesus bible internet web google microsoft apple ' +
    'amazon facebook twitter linkedin github visa mastercard paypal ' +
    'der die das ein eine und oder aber ich du er sie es wir ihr mein dein sein bitte danke ja nein nicht wenn wann wo wie was warum heute ' +
    'morgen guten sehr geehrte geehrter liebe hallo mit von zu bei nach aus für auf in im am um ' +
    'le la les un une et ou mais je tu il elle nous vous ils elles mon ma mes votre bonjour merci oui non si quand où comment pourquoi avec ' +
    'sans pour dans sur chez el los las y o pero yo él nosotros usted ustedes mi su por favor gracias sí cuando donde cómo qué con sin ' +
    'para en buenos buenas il lo gli uno ed io lui lei noi voi loro mio suo per favore grazie sì quando dove come che con senza nel ' +
    'os as um uma eu ele ela nós você meu seu obrigado obrigada sim não quando onde como que com sem no na ' +
    'de het een en of maar ik jij hij zij wij jullie mijn uw ja nee niet als wanneer waar hoe wat waarom met zonder voor op',
);
