namespace Grievances.Domain.Waivers.Words;

/// <summary>Spanish, read on after <see cref="SpanishBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal. Subjects are mostly left out.</summary>
internal static class SpanishOrders
{
    internal const string List = """

# More words of the groups above
act = llevará | llevarán | lleve | acudirán | recurrirá | quejará | se quejará | dirigirá | planteará | promoverá | entablará | irá | emprenderá | elevará | acusará
forum = ministerio | arbitra* | instancia* | fiscal* | justicia | juicio | hechos
legal = deuda | deudas | crédito | créditos
charges = deuda* | toda obligación
org = el hospital | la clínica | la universidad | la escuela | el ministerio | la ciudad | el municipio | la institución | la plataforma | la fundación | la aseguradora | el servicio
 | hospital | empresa
tell = dirá | dirán | contará | contarán | mencionará | comentará | publicará | hablarán | difundirá | cuente | diga
whom = lo que pasó | este acuerdo | sobre nosotros | internet | en línea | de esto | lo ocurrido | reporteros
tell2 = comentario negativo* | comentarios negativos | criticará | hablará mal | hablar mal | hable mal | mal del | mal de
unasked = jefe le pidió | superior le pidió | jefa le pidió | puede obligarle | puede impedirle | no tendrá que | no necesita | nos dijo que | nos contó que | nadie puede | obligarle a
 | jefe le dijo
 | no tienes que
said = asistente escribió | robot escribió | asistente respondió | robot respondió | modelo respondió | asistente le dijo | robot le dijo | asistente le respondió | asistente le escribió
 | empresa le escribió
 | jefe le escribió | empleador le escribió
lead = por favor | y | luego | entonces | también | o | rogamos

# Whoever will not, or may not. The verb alone says that it is the person, or a third one
no_complaint_elsewhere: start-no-v 1 fut 5 forum2
no_complaint_elsewhere: start-no-v 1 futgo
no_complaint_elsewhere: you 1 no-no 1 fut 5 forum2
no_complaint_elsewhere: you 1 no-no 1 futgo
start-no-v = no | nunca | tampoco | ya no | jamás
fut = presentará | presentarás | interpondrá | interpondrás | iniciará | iniciarás | acudirá | acudirás | llevará | llevarás | irá | irás | recurrirá | formulará | emprenderá | planteará | quejará
 | se quejará | dirigirá | entablará | promoverá | contactará | ejercerá | ejercitará | podrá llevar | podrá acudir | podrá ir | podrá presentar | podrá recurrir | podrá iniciar
 | presente | acuda | vaya
 | lleve | interponga | inicie | presentes | acudas | podrá llevarnos | contacte | recurra
forum2 = tribunal* | juez* | juicio | juzgado* | demanda | demandas | queja | quejas | reclamación | reclamaciones | denuncia | denuncias | autoridad* | regulador* | justicia | ministerio | acción
 | acciones | prensa | medios | recurso | recursos | arbitra* | fiscal*
futgo = demandará | demandarás | denunciará | denunciarás | querellará | litigará | demande | denuncie | nos demandará | nos denunciará
silence: start-no-v 1 futtell 5 whom
silence: you 1 no-no 1 futtell 5 whom
silence: start-no-v 2 tell2
silence: start-no-v 1 make 1 tell2
make = hará | haga | harás | hagas
futtell = hablará | hablarás | contará | dirá | publicará | divulgará | revelará | comentará | mencionará | difundirá | compartirá | hable | cuente | diga | publique | divulgue | revele | comente
 | mencione | difunda | comparta | hables | cuentes | digas | podrá hablar | puede hablar | podrá contar | podrá decir | podrá publicar | le cuente
silence~: you 1 shut
shut = calla | callará | se calla | guarda silencio | guardará silencio | callarás | callas | mantendrá silencio | guarda el secreto | guardará el secreto | calle

# Orders
start-keep = guarde | mantenga | conserve | trate | guarda | considere
start-del = elimine | borre | retire | quite | suprima | eliminará | borrará | retirará | quitará | elimina | borra | suprimirá
start-stop = ponga fin | pondrá fin | detenga | detendrá | abandone | abandonará | desista | desistirá | cese | cesará | termine | terminará
silence~: start-keep 4 secret
posts = publicación | publicaciones | comentario* | mensaje* | reseña* | video* | vídeo* | publicó | artículo* | entrada* | tuit*
del = eliminar | eliminará | borrar | borrará | retirar | retirará | quitar | suprimir
silence~: start-del 4 posts
silence~: you 1 del 4 posts
silence~: must 2 del 4 posts
silence~: promise 2 del 4 posts
suit = procedimiento | procedimientos | pleito | juicio | proceso | litigio | acción judicial | acciones judiciales | demanda
stop = poner fin | pondrá fin | detener | detendrá | abandonar | abandonará | desistir | desistirá | cesar | terminar | terminará
no_complaint_elsewhere~: start-stop 4 suit
no_complaint_elsewhere~: you 2 stop 4 suit
no_complaint_elsewhere~: promise 3 stop 4 suit
leave = termina aquí | dejar el asunto | dejará el asunto | queda ahí | dejarlo ahí | acaba aquí | termina ahí
no_complaint_elsewhere~: promise 5 leave

# In return
exch = a cambio | por esta suma | por este pago | en contrapartida | por este importe
silence~: exch 4 shut
silence~: exch 4 silent
silence~: exch 4 keep 4 secret
silence~: shut 8 exch

# What a payment ends
bypay = el pago | este pago | con el pago | con este pago | con esta suma | esta suma | la suma | con este importe | este importe
ends = extingue* | extinguen | extinguid* | saldad* | liquidad* | cancelad* | cesan | terminan | satisfech* | cancela | liquida | caducan | extinguirá*
rights = derecho* | reclamaci* | deuda* | crédito* | acciones | pretensi* | obligaci* | demanda*
waives_claims~: bypay 5 ends 6 rights
waives_claims~: bypay 6 rights 6 ends
waives_claims~: rights 7 extinct
extinct = quedan extinguid* | queda extinguid* | quedarán extinguid* | se extinguen | se extinguirán | quedan cancelad* | quedan saldad* | quedan satisfech*
waives_claims: no-nada 3 exigir
no-nada = nada más | nada | ninguna otra cosa
exigir = exigírsenos | exigirnos | reclamarnos | reclamársenos | exigírsele a la | pedírsenos | exigirse a nosotros | reclamarse a nosotros
waives_claims~: start-frees 2 toda/all2 2 charges
start-frees = nos libera | libera al | libera a la | nos exime | nos exonera
all2 = cualquier | todo | todas | todos
waives_claims~: you 1 start-frees
waives_claims: no-yano 0 tendra 1 no-ningun 1 right
no-yano = ya no | no
tendra = tendrá | tendrás | tiene | le queda | le quedará
no-ningun = ningún | más | ningún otro | ninguna
right = derecho contra | derecho frente | derecho ante | derechos contra | derechos frente | reclamación contra
suit2 = recurso | recursos | acción judicial | acción legal | acciones legales | vía judicial | demanda
no_complaint_elsewhere: no-sera 0 posible 2 no-ningun2 1 suit2
no-sera = no será | no es | ya no será | ya no es | no resultará
posible = posible | posibles | admisible
no-ningun2 = ningún | ninguna | alguna | cualquier
no_complaint_elsewhere: no-ningun3 1 suit2 4 posible
no-ningun3 = ningún | ninguna
no_complaint_elsewhere: excl 3 suit2
excl = queda excluida | quedan excluidas | queda excluido | se excluye | quedará excluida | quedará excluido
no_complaint_elsewhere: suit2 2 excl

# First our own way
must3 = debe | deberá | tiene que | ha de | hay que | es necesario | está obligad* a | solo después | sólo después
finish = agotar | terminar | completar | pasar por | esperar | seguir | acabar | agotado
ourway = apelación | recurso | revisión | procedimiento | proceso | reclamación interna
before = antes de | antes que
court = tribunal* | juez | juicio | demandar | justicia | juzgado* | regulador
no_complaint_elsewhere: must3 2 finish 5 ourway 5 before 5 court
no_complaint_elsewhere: before 5 court 4 must3 2 finish 5 ourway
no_complaint_elsewhere: onlyafter 6 ourway 8 court
no_complaint_elsewhere: court 6 onlyafter 6 ourway
onlyafter = solo después de | sólo después de | solo tras | sólo tras | solo una vez | únicamente después de

# No appeal
appeal = apelación | apelaciones | recurso | recursos | revisión | impugnación | reconsideración
appealed = apelar | recurrir | impugnar | recurrirse | apelarse | impugnarse | revisarse | recurrida | apelada | impugnada | pedir una revisión | solicitar una revisión | pedir revisión
 | presentar un recurso | interponer recurso | presentar una apelación | interponer un recurso | presentar recurso | pedir la revisión | solicitar revisión | recurrirla | apelarla
 | impugnarla | revisada
denies_appeal: start-no-puede 1 appealed
denies_appeal: you 0 no-puede 1 appealed
start-no-puede = no puede | no podrá | no puedes | no podrás | ya no puede | no se puede | no es posible | no cabe | no tiene derecho a | no tienes derecho a
no-puede = no puede | no podrá | no tiene derecho a | ya no puede | no está autorizado a | no está autorizada a
denies_appeal: decision 3 no-sepuede 1 appealed
no-sepuede = no puede | no se puede | no podrá | no es posible | no puede ser | no podrá ser
decision = decisión | respuesta | resolución | resultado | esta
denies_appeal: start-no-hay 1 appeal
start-no-hay = no hay | no cabe | no cabe ningún | no existe | no habrá | no hay ningún | no existe ningún | no se admite | no se admiten | no se acepta | no se aceptan | no existe posibilidad de
 | no hay posibilidad de | no hay derecho a | no tiene ningún | no procede
denies_appeal: no-ningun3 1 appeal 4 avail
avail = posible | admisible | aceptada | admitido | procede | contra | admitirá | cabe
denies_appeal: decision 3 inapelable
inapelable = inapelable | irrecurrible | inimpugnable | no apelable | no recurrible | no es apelable | no es recurrible | no admite recurso | no admite apelación | no admite ningún
denies_appeal: start-appeal 1 no-noes
start-appeal = la apelación | apelar | el recurso | recurrir | las apelaciones | una apelación | un recurso
no-noes = no es posible | es imposible | está excluid* | no está permitid* | no se admite | no están permitid* | no se admiten | no son posibles
start-no-puede = no tiene posibilidad de | ya no podrá | no tiene ninguna posibilidad de | no tiene manera de
denies_appeal: decision 2 no-cabe 1 appeal
no-cabe = no cabe | no hay | no procede | no existe | no cabe ningún | no admite
no-noes = no está permitida | no está admitid* | no procede

# Said otherwise
org = el personal | los empleados | las enfermeras | los médicos
fut = volverá a los | volverá al | volverá ante | volverás a los | volverás al | llevarnos | lleve a
forum2 = inspección | policía | sindicato* | defensor* | organismo*
forum = inspección
stop = ponga fin | detenga | abandone | cese
promise = rogamos que | pedimos que | esperamos que
suit = acciones legales
start-stop = abandonará
futtell = muestre | escriba | mostrará | escribirá | enseñe | enseñará
tell = muestre | escriba | escribir | mencione | mostrar
whom = sobre nosotros
silence~: end-agreed 2 muststay 2 secret
object = sobre | contra | con | de | ante | frente a
end-agreed = acordado | convenido | acuerdo | pactado
muststay = debe permanecer | debe quedar | debe mantenerse | permanecerá | quedará | deberá permanecer
waives_claims~: bypay 0 coversall 6 claimv2
coversall = cubre todo | cubre toda | cubre todas | cubre cuanto
claimv2 = reclamarnos | reclamar | exigirnos | pedirnos | exigir | reclamaciones
bypay = con esta transferencia | esta transferencia | la transferencia | con la transferencia
waives_claims~: rights 4 ends 2 bypay
waives_claims~: declares 3 satisfied2
declares = declara | declara estar | confirma | manifiesta
no_complaint_elsewhere~: only 3 court2 3 after2 3 ourway
only = solo podrá | sólo podrá | solo puede | sólo puede | únicamente puede | únicamente podrá
court2 = tribunal* | juez | juicio | justicia | juzgado* | demandar
after2 = después de | tras | una vez
start-frees = exime a la | exime al | libera a la | exonera a la | exonera al
forum2 = proceso | procesos
waives_claims~: rights 2 close 2 forgood
close = cerradas | concluidas | zanjados | cerrados
end-owed = no le debe nada más | no le debemos nada más | no le deberá nada más | nada más le debe
unasked = no será castigad* | no será sancionad* | no será despedid* | no perderá | no pierde | no se le castigará | no se le sancionará | no sufrirá | nadie será castigad*
""";
}
