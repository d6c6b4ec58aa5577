namespace Grievances.Domain.Waivers.Words;

/// <summary>Spanish, read on after <see cref="SpanishOrders" />: the organisation freed, everything that could be asked ended by a sum, no way back, discretion hoped for, a matter closed elsewhere, a way barred.</summary>
internal static class SpanishReleases
{
    internal const string List = """

give = desistiendo | declina | declinar | resigna | resignar | hace dejación | abandonará
withdraw = archive | archivar | cierre | cerrar | dé por cerrad* | deje sin efecto
neutral = protección de datos
# The organisation is free of what it owes
end-rparty = empresa | compañía | organización | hospital | clínica | banco | operador | proveedor | aseguradora | escuela | universidad | empleador | personal | empleados | filiales | nosotros | quedamos | grupo
rfreed = libre de | libres de | liberad* | exonerad* | eximid* | exent* | descargad* | desligad* | relevad*
no-rmore = no tiene ya | no tiene más | ya no tiene | ya no tendrá | no tendrá más | no tendrá ya | no asume ya | ya no responde | no responderá más
waives_claims~: end-rparty 6 rfreed 3 charges
waives_claims: end-rparty 4 no-rmore 3 charges
# A sum, a signature or a letter ends everything that could be asked
rends = extingue | extinguen | extinguirá | extinguiendo | pone fin | ponen fin | pondrá fin | salda | saldan | da por terminad* | dan por terminad*
 | da por concluid* | dan por concluid* | da por satisfech* | dan por satisfech* | zanja | zanjan | agota
rwhole = todas las pretensiones | toda pretensión | cualquier pretensión | sus pretensiones | todas las reclamaciones | toda reclamación | cualquier reclamación | todas sus reclamaciones | sus reclamaciones
 | todo reclamo | cualquier reclamo | todos los reclamos | todos sus derechos | todas sus pretensiones | cuantas reclamaciones | cuantas pretensiones | cuantos derechos | todas sus demandas | toda exigencia
rallyou = todo lo que usted | todo cuanto | cuanto usted | lo que usted pudiera | todo lo que pudiera | todo lo que pueda | lo que pudiera
waives_claims~: rends 2 rwhole
waives_claims~: rends 2 rallyou 4 rask2
rask2 = reclamar* | pedir* | exigir* | demandar* | solicitar*
# There is no coming back
deny-back = no podrá | no podrán | no puede | ya no podrá | ya no puede | no volverá | no podría
rback = volver a dirigirse | volver a reclamar | volver a plantear | volver a pedir | volver sobre | replantear | dirigirse de nuevo | dirigirse más a nosotros | reprocharnos | echarnos en cara
waives_claims: deny-back 2 rback
# A way is barred
rbars = le impide | impide que | le priva | excluye | cierra la vía | le veda | le cierra | impedirá
rway = tribunal* | justicia | juez* | recurso* | acción | acciones | demanda* | reclamaci* | queja* | autoridad* | prensa | medios | judicial*
no_complaint_elsewhere: rbars 6 rway
# Discretion that is hoped for
cond-rwish = confiamos | esperamos | contamos | deseamos | pedimos | rogamos | a cambio | procure | asegúrese | condición | preferimos | quisiéramos
end-ramong = entre nosotros | entre usted y nosotros | de puertas adentro | en familia | fuera de los medios | fuera de la prensa | lejos de la prensa | lejos de los medios | bajo llave | en privado
rpress = prensa | medios | periodistas | diarios
deny-rknow = no se entere* | no sepa | no sepan | no lo sepa* | no llegue a saber* | no conozca*
rstay = quede | queda | quedará | quedar | permanezca | permanece | mantenga | se quede
silence~: cond-rwish 10 rstay 1 end-ramong
silence: cond-rwish 12 rpress 1 deny-rknow
# El compromiso de no demandar, y todo liquidado
rsue = se compromete a no demandar* | te comprometes a no demandar* | se compromete a no denunciar* | te comprometes a no denunciar* | se compromete a no litigar | te comprometes a no litigar | se obliga a no demandar* | se compromete a no reclamar* | te comprometes a no reclamar*
no_complaint_elsewhere: rsue
rsettles = liquida* | salda* | finiquita* | extingue*
rfinally = total y definitivamente | definitiva y totalmente | total | totalmente | íntegramente | definitivamente | por completo
rclaims = reclamaciones | pretensiones | demandas | derechos
waives_claims: rsettles 1 rfinally 5 rclaims
""";
}
