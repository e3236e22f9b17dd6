"""The network of people: what a posting may be, hand-overs, one-time links, notices and their deliveries, row changes."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import delegations.models.audit_event
import delegations.models.posting

# Roles that many hold at once have members; until now every posting was called titular.
MEMBERS = """
UPDATE delegations_posting SET holding = 'member'
 WHERE role NOT IN ('delegation_representative', 'head_medical_services', 'delegation_supply_manager',
                    'unit_supply_manager');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0002_extensions_and_audit_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Correo"), ("text", "Mensaje de texto")], max_length=8, verbose_name="medio"
                    ),
                ),
                ("address", models.CharField(max_length=254, verbose_name="destino")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "En espera del resumen"),
                            ("queued", "Por enviar"),
                            ("sent", "Enviado"),
                            ("failed", "No se pudo enviar"),
                            ("bounced", "Devuelto"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="estado",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="creado")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True, verbose_name="próximo intento")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="enviado")),
                ("message_id", models.CharField(blank=True, max_length=200, verbose_name="identificador del mensaje")),
                ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
            ],
            options={
                "verbose_name": "envío",
                "verbose_name_plural": "envíos",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True, verbose_name="nota de entrega")),
                ("work", models.JSONField(blank=True, default=list, verbose_name="trabajo abierto")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="registrada")),
                (
                    "acknowledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="recibida de conformidad"),
                ),
            ],
            options={
                "verbose_name": "entrega de puesto",
                "verbose_name_plural": "entregas de puesto",
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="asunto")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Correo"), ("text", "Mensaje de texto")], max_length=8, verbose_name="medio"
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[("now", "Al momento"), ("digest", "Un resumen al día"), ("never", "No enviar")],
                        max_length=8,
                        verbose_name="cuándo",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferencia de avisos",
                "verbose_name_plural": "preferencias de avisos",
                "ordering": ["kind", "channel"],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="asunto")),
                ("context", models.JSONField(blank=True, default=dict, verbose_name="datos")),
                ("path", models.CharField(blank=True, max_length=200, verbose_name="dirección")),
                ("key", models.CharField(max_length=120, verbose_name="llave")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="cuándo")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="leído")),
            ],
            options={
                "verbose_name": "aviso",
                "verbose_name_plural": "avisos",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitación"),
                            ("confirm_contact", "Confirmar contacto"),
                            ("reset_second_factor", "Restablecer el segundo factor"),
                        ],
                        max_length=24,
                        verbose_name="para qué",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="huella")),
                ("sent_to", models.EmailField(max_length=254, verbose_name="enviado a")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="creado")),
                ("expires_at", models.DateTimeField(verbose_name="vence")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="usado")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revocado")),
            ],
            options={
                "verbose_name": "enlace de un solo uso",
                "verbose_name_plural": "enlaces de un solo uso",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="RowChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="cuándo")),
                ("transaction", models.BigIntegerField(verbose_name="transacción")),
                ("database_user", models.CharField(max_length=63, verbose_name="usuario de la base")),
                ("table", models.CharField(max_length=63, verbose_name="tabla")),
                ("row_id", models.CharField(max_length=60, verbose_name="fila")),
                (
                    "operation",
                    models.CharField(
                        choices=[("I", "Alta"), ("U", "Cambio"), ("D", "Baja")], max_length=1, verbose_name="operación"
                    ),
                ),
                ("before", models.JSONField(null=True, verbose_name="antes")),
                ("after", models.JSONField(null=True, verbose_name="después")),
            ],
            options={
                "verbose_name": "cambio de fila",
                "verbose_name_plural": "cambios de filas",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="auditevent",
            name="delegation_id",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="delegación"),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(
                choices=[("write", "Cambio"), ("read", "Consulta"), ("access", "Acceso")],
                default="write",
                max_length=8,
                verbose_name="clase",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="transaction",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="transacción"),
        ),
        # The default comes after: what is there already was not done in this migration's transaction.
        migrations.AlterField(
            model_name="auditevent",
            name="transaction",
            field=models.BigIntegerField(
                blank=True,
                db_default=django.db.models.functions.comparison.Cast(
                    django.db.models.functions.comparison.Cast(
                        delegations.models.audit_event.CurrentTransaction(), models.TextField()
                    ),
                    models.BigIntegerField(),
                ),
                null=True,
                verbose_name="transacción",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="unit_id",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="unidad"),
        ),
        migrations.AddField(
            model_name="person",
            name="joined_at",
            field=models.DateTimeField(
                blank=True, default=django.utils.timezone.now, null=True, verbose_name="aceptó la invitación"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(
                choices=[("es-mx", "Español"), ("en", "Inglés")], default="es-mx", max_length=8, verbose_name="idioma"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="mobile_phone",
            field=models.CharField(
                blank=True,
                help_text="Solo para avisarle; no se publica.",
                max_length=20,
                verbose_name="celular para avisos",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="contact_bounced_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="correo devuelto"),
        ),
        migrations.AddField(
            model_name="posting",
            name="contact_confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="contacto confirmado"),
        ),
        migrations.AddField(
            model_name="posting",
            name="covers",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="covered_by",
                to="delegations.posting",
                verbose_name="suple a",
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="holding",
            field=models.CharField(
                choices=[
                    ("titular", "Titular"),
                    ("substitute", "Suplente"),
                    ("acting", "Encargo temporal"),
                    ("member", "Integrante"),
                ],
                max_length=12,
                verbose_name="carácter",
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["by_id", "-at"], name="audit_person"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["type", "-at"], name="audit_type"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["transaction"], name="audit_transaction"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["role", "ends_on"], name="posting_role_end"),
        ),
        migrations.RunSQL(MEMBERS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_national", True), ("role__in", ["administrator", "auditor", "central_office"])),
                    models.Q(
                        ("delegation__isnull", False),
                        (
                            "role__in",
                            ["delegation_representative", "delegation_supply_manager", "head_medical_services"],
                        ),
                    ),
                    models.Q(
                        (
                            "role__in",
                            ["clinician", "family", "mixing_centre_staff", "pharmacist", "unit_supply_manager"],
                        ),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="posting_scope_fits_its_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "role__in",
                            [
                                "delegation_representative",
                                "delegation_supply_manager",
                                "head_medical_services",
                                "unit_supply_manager",
                            ],
                        ),
                        models.Q(("holding", "member"), _negated=True),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "role__in",
                                [
                                    "delegation_representative",
                                    "delegation_supply_manager",
                                    "head_medical_services",
                                    "unit_supply_manager",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("holding", "member"),
                    ),
                    _connector="OR",
                ),
                name="posting_holding_fits_its_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("covers__isnull", False), ("ends_on__isnull", False), ("holding", "acting")),
                    models.Q(models.Q(("holding", "acting"), _negated=True), ("covers__isnull", True)),
                    _connector="OR",
                ),
                name="posting_acting_covers_a_titular_until_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("holding", "member"), _negated=True),
                expressions=[
                    ("role", "="),
                    (django.db.models.functions.comparison.Coalesce(models.F("delegation"), models.Value(0)), "="),
                    (django.db.models.functions.comparison.Coalesce(models.F("unit"), models.Value(0)), "="),
                    ("holding", "="),
                    (
                        delegations.models.posting._Days(
                            "starts_on",
                            "ends_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                ],
                name="posting_one_holder_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("holding", "acting"), _negated=True),
                expressions=[
                    ("role", "="),
                    (django.db.models.functions.comparison.Coalesce(models.F("delegation"), models.Value(0)), "="),
                    (django.db.models.functions.comparison.Coalesce(models.F("unit"), models.Value(0)), "="),
                    ("person", "="),
                    (
                        delegations.models.posting._Days(
                            "starts_on",
                            "ends_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                ],
                name="posting_person_holds_it_once",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="from_posting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handed_over",
                to="delegations.posting",
                verbose_name="de quien entrega",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="registró",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="to_posting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_over",
                to="delegations.posting",
                verbose_name="de quien recibe",
            ),
        ),
        migrations.AddField(
            model_name="noticepreference",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice_preferences",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="notification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="delegations.notification",
                verbose_name="aviso",
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="creó",
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona",
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="posting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="delegations.posting",
                verbose_name="nombramiento",
            ),
        ),
        migrations.AddIndex(
            model_name="rowchange",
            index=models.Index(fields=["table", "row_id", "-at"], name="row_change_row"),
        ),
        migrations.AddIndex(
            model_name="rowchange",
            index=models.Index(fields=["transaction"], name="row_change_transaction"),
        ),
        migrations.AddIndex(
            model_name="rowchange",
            index=models.Index(fields=["-at"], name="row_change_at"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_posting", models.F("to_posting")), _negated=True),
                name="handover_is_to_another_posting",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticepreference",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "channel"), name="one_preference_per_kind_and_channel"
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["person", "-created_at"], name="notice_inbox"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("person", "kind", "key"), name="notice_is_told_once"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["next_attempt_at"], name="delivery_due"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["message_id"], name="delivery_message"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["address"], name="delivery_address"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("notification", "channel", "address"), name="notice_is_delivered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "queued"), _negated=True), ("next_attempt_at__isnull", False), _connector="OR"
                ),
                name="queued_delivery_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "bounced"]), _negated=True),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="sent_delivery_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                fields=("purpose", "person", "posting"),
                name="one_open_link_per_purpose",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="link_expires_after_it_is_made"
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="link_is_not_used_and_revoked",
            ),
        ),
    ]
