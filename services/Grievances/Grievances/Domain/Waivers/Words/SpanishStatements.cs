namespace Grievances.Domain.Waivers.Words;

/// <summary>Spanish, read on after <see cref="SpanishReleases" />: what is stated as if it were settled, with no "must" and no "agree" before it: somebody withdraws,
/// takes a sum in place of a court, keeps terms to themselves, takes down what they wrote for money.</summary>
internal static class SpanishStatements
{
    internal const string List = """

you = ambos | ambas partes | los dos lados
# Lo que alguien retira
start-retira = usted retira | usted retirará | tú retiras | retira | retiras | retirará | retirarás | usted desiste | usted abandona | abandonas | usted anula | usted cancela | el reclamante retira | la reclamante retira
 | la denunciante retira | el denunciante retira | usted deja caer | retirando
complaint2 = queja | quejas | denuncia | denuncias | reclamación | reclamaciones | reclamo | reclamos | demanda | demandas | acusación | acusaciones | acción judicial | acción legal | querella | recurso
start-retire = retire | retira | abandone
withdrawn2 = retirada | retirado | retiradas | archivada | abandonada | desistida
tobe = debe ser | deberá ser | ha de ser | tiene que ser | queda | queda por ello | se considera | se tiene por | se da por | debe quedar | deberá quedar
withdraw_as_condition~: start-retira 4 complaint2
withdraw_as_condition~: start-retire 3 complaint2 8 end-gain
withdraw_as_condition~: complaint2 6 tobe 1 withdrawn2
# Tomado en lugar de un tribunal o de una autoridad
accepts = acepta | aceptas | aceptar | acepte | aceptando | toma | tomas | tomar | recibe | recibes | recibir | cobra | suma | importe | pago | paga | pagada | dinero | indemnización | compensación | oferta | reembolso
 | vale | bono | arreglo | cantidad | monto | esto | reparación
cond-lieu = en sustitución de | reemplaza | reemplazan | sustituye | sustituyen | hace las veces de | en reemplazo de | como sustituto de | como alternativa a | a modo de
lieu2 = en lugar de | en lugar del | en vez de | en vez del | antes que
law = tribunal* | juez | jueces | juzgado* | juicio* | justicia | acción judicial | acciones judiciales | acción legal | acciones legales | vía judicial | judicial* | demanda* | demandar | litigio* | pleito* | proceso*
 | autoridad* | regulador* | defensor* | arbitra* | policía | denuncia* | reclamaci*
start-lieu = en lugar de | en vez de | en sustitución de
no_complaint_elsewhere~: accepts 8 cond-lieu 4! law
no_complaint_elsewhere: accepts 8 lieu2 4! law
no_complaint_elsewhere: start-lieu 3! law 3 accepts
# El silencio de uno o de los dos
sides = partes | ambos | los dos lados | cada parte
guardan = guardan | guardarán | conservan | conservarán | mantienen | mantendrán | reservan | tratan | guarda | se guardan | se guardarán
start-guarda = usted guarda | usted guardará | guarda | guardas | usted se guarda | se guarda | usted mantiene | usted mantendrá | guardará
parasi = para sí | para ellas | para ellos | para usted | para ti | en secreto | secreto | secretos | secretas | confidencial* | en reserva | entre ellas | entre ellos | silencio | la reserva
silence~: sides 1 guardan 8 parasi
silence~: start-guarda 8 parasi
futtell = revelan | revelarán | divulgan | divulgarán | publican | publicarán | comunican | comunicarán | difunden | difundirán | comentan | comentarán | mencionan | mencionarán | cuentan | contarán | comparten | compartirán
 | hablan | hablarán | divulga | revela | publica | comenta | cuenta | menciona | difunde | comparte | habla | dice | divulgas | revelas | publicas | comentas | cuentas | mencionas | hablas | dices
no-never = no | nunca | jamás
silence: sides 1 no-never 1 futtell 5 whom
silence: no-neither 1 futtell 5 whom/agreed
no-neither = ninguna de las partes | ninguna parte | ninguno de los dos | ni usted ni nosotros | ninguna de las dos partes
agreed = acordado | pactado | convenido
bare-tell = divulga | divulgas | divulgará | divulgue | divulgar | revela | revelas | revelará | revele | revelar | desvela | desvelará | desvelar | divulgarlo | revelarlo
silence: start-no-lo 0 bare-tell
silence: start-younot 1 bare-tell
silence: promise 3 no-never 1 bare-tell 1 estot
silence: promise 3 no-never 0 bare-lo
bare-lo = revelarlo | divulgarlo | contarlo | publicarlo | comentarlo | desvelarlo | hacerlo público
estot = esto | eso | ello | lo ocurrido | lo sucedido
start-no-lo = no lo | usted no lo | nunca lo | no los | no las
start-younot = usted no | tú no
silence: sides 4 callan
callan = callan | callarán | guardan silencio | guardarán silencio | callar | guardar silencio | mantienen silencio
start-nadie = usted no se lo cuenta | no se lo cuenta | no le cuenta a nadie | usted no dice nada | no dice nada a nadie | no se lo dice a nadie | no lo cuenta a nadie | usted calla | usted guarda silencio
silence: start-nadie
# Lo que se escribió, borrado por dinero
delv = borra | borras | borre | borres | elimina | eliminas | elimine | elimines | retira | retiras | retire | retires | quita | quitas | quite | quites | suprime | suprimes | suprima | oculta | oculte | borrar | eliminar
 | retirar | quitar | suprimir | borrara | eliminara
deleted = borrad* | eliminad* | retirad* | quitad* | suprimid* | fuera de línea | ocult*
posts = publicacion* | post | posts | opinión | opiniones | testimonio | foto* | hilo
cond-si = si | en cuanto | una vez | cuando | tan pronto como | después de que | mientras no | a menos que | siempre que | con tal de que | hasta que
cond-deletion = eliminación | borrado | retirada | supresión | borrar | eliminar | retirar | quitar
contra = tras | contra | por | a cambio de | mediante | una vez | después de | previa | a condición de
end-fix = ofrecemos | ofreceremos | reparamos | repararemos | arreglamos | arreglaremos | restablecemos | transferimos | transferiremos | corregimos | corregiremos
silence~: end-gain/end-fix 12 cond-si/cond-on 3 delv 4 posts
silence~: cond-si/cond-on 3 delv 4 posts 9 end-gain/end-fix
silence~: end-gain 12 cond-si 1 deleted 3 posts
silence~: cond-si 1 deleted 3 posts 9 end-gain/end-fix
silence~: end-gain/end-fix 12 cond-si 2 posts 3 deleted
silence~: cond-si 2 posts 3 deleted 9 end-gain/end-fix
silence~: end-gain 8 contra 2 cond-deletion 3 posts
silence~: contra 2 cond-deletion 3 posts 9 end-gain
silence~: start-ud 4 posts
start-ud = usted borra | usted elimina | usted quita | usted suprime | a cambio borra | a cambio elimina
# Ya nada que reclamar
no-claim = ya no podrá pedir* | ya no puede pedir* | ya no puede reclamar* | ya no podrá reclamar* | no puede reclamar* | no puede exigir* | no tendrá nada que reclamar
waives_claims: no-senos 1 claim 3 no-nothing
no-senos = no se nos podrá | no se nos puede | ya no se nos podrá | ya no se nos puede | no podrá ya
no-nadie = nada que reclamar* | nada que pedir* | ningún derecho a reclamar* | ningún derecho a pedir* | sin derecho a reclamar*
waives_claims: no-tiene 1 no-nadie
no-tiene = no tiene | no tendrá | no tienes | ya no tiene | se queda | queda
waives_claims: pierde 1 todotodo 1 right2
pierde = pierde | perderá | pierdes
todotodo = todo | todos
right2 = derecho | derechos
# Ni una palabra a la prensa ni a la autoridad
avoids = evita todo contacto con | evitará todo contacto con | evite todo contacto con | evite | no tiene contacto con | no tendrá contacto con | no concede entrevistas | no concederá entrevistas | no da entrevistas
 | se mantiene lejos de | se mantendrá lejos de | no tendrá ningún contacto con | corta todo contacto con
pressers = prensa | medios | periodista* | diarios | autoridad* | regulador* | policía | defensor* | televisión
silence: you 1 avoids 4 pressers
silence: start-avoids 4 pressers
start-avoids = evita todo contacto con | evitará todo contacto con | evite todo contacto con | evite | no concederá entrevistas | no tendrá contacto con | no tendrá ningún contacto con
# Entre nosotros, sin comentarios, sin apelar
silence~: start-esto 1 queda2 2 end-entre
start-esto = esto | eso | todo esto | el asunto | este asunto | el acuerdo
queda2 = queda | quedará | permanece | permanecerá | debe quedar
end-entre = entre nosotros | entre usted y nosotros
silence~: refrain 3 comments
comments = comentario público | comentarios públicos | todo comentario | cualquier comentario | toda declaración | cualquier declaración
no_complaint_elsewhere: start-no-apela
start-no-apela = usted no apelará | no apelará | no apelarás | usted no recurrirá | no recurrirá la | usted no impugnará | no impugnará la
end-lose = tendrá que devolver | deberá devolver | habrá que devolver | tendrás que devolver
denies_appeal: start-decision 0 esdef
start-decision = nuestra decisión | esta decisión | la decisión | nuestra respuesta | esta respuesta
esdef = es definitiva | es final | es firme
harmless = definitiva dentro | definitiva en | definitiva entre | definitiva salvo | definitiva si | definitiva después | definitiva una vez | definitiva cuando
""";
}
