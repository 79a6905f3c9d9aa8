/*
 * Labels that say what type of number follows and not of which country, parted by blanks; see
 * `labelWords`. Behind them a number counts by any format's check, or by looking like one.
 */

/** Labels of national ids. */
export const NATIONAL_ID_LABELS =
  'nationalid nationalidno nationalidnumber nationalidentity nationalidentitynumber nationalidentificationnumber ' +
  'idnumber idno idcard idcardno idcardnumber identitycard identitycardnumber identitynumber identitydocument ' +
  'personalid personalidno personalidnumber personalidentitynumber personalidentificationnumber citizenid ' +
  'citizenidnumber civilid governmentid governmentidnumber socialsecurity socialsecuritynumber ' +
  'documentodeidentidad numerodedocumento numerodeidentidad cedula ceduladeidentidad carnetdeidentidad identidad ' +
  'carteiradeidentidade documentodeidentidade cartedidentite numerodidentite piecedidentite securitesociale ' +
  'ausweisnummer personalausweis ausweisnr sozialversicherungsnummer cartadidentita documentodidentita ' +
  'identiteitskaart identiteitsnummer identiteitsbewijs personnummer henkilotunnus kimlikno 身份证 身分證 身份證 ' +
  '本人確認番号 주민등록번호 паспорт удостоверение';

/** Labels of tax numbers. */
export const TAX_LABELS =
  'taxid taxidno taxidnumber taxidentification taxidentificationno taxidentificationnumber taxnumber taxno ' +
  'taxpayer taxpayerid taxpayernumber taxreference taxreferencenumber tinnumber tinno vatnumber vatid vatno ' +
  'steuernummer steuernr steuerid ustid ustidnr numerofiscal identifiantfiscal numerodetva numerotva tvaintracommunautaire ' +
  'numerodeidentificacionfiscal identificacionfiscal numerodeidentificaciontributaria partitaiva codicefiscale ' +
  'numerodecontribuinte contribuinte belastingnummer btwnummer fiscaalnummer 税号 納税者番号';

/** Labels of the numbers of patients and of the insured. */
export const HEALTH_LABELS =
  'healthinsurance healthinsurancenumber healthinsuranceid healthcard healthcardnumber healthid medicalid ' +
  'insurancememberid memberid policyholderid versichertennummer krankenversicherungsnummer ' +
  'numerodeassurancemaladie numerodassurancemaladie tarjetasanitaria cartaodesaude numerodeutente ' +
  'tesserasanitaria zorgverzekering zorgpasnummer 保険証番号 被保険者番号';
