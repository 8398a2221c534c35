{{/* Rules of both planes: root, services, labels (beside the severity), metrics (by service, those that it may not lack), addresses (by the
     name of their certificate) and place, for the sentences.
     A rule that compares says nothing when there is nothing to compare: so absence is a rule of its own. */}}
{{- define "alliance.alerts" -}}
{{- $root := .root -}}
{{- $labels := .labels -}}
{{- $place := .place -}}
{{- $release := $root.Release.Name -}}
{{- $here := printf "namespace=%q" $root.Release.Namespace -}}
{{- $jobs := printf "%s, job_name=~\"%s-migrate-.*\"" $here $release -}}
{{- range .services }}
- alert: ServiceIsDown
  expr: absent(up{ {{- $here }}, service="{{ $release }}-{{ . }}"} == 1)
  for: 5m
  labels: {{ merge (dict "severity" "critical" "component" .) $labels | toJson }}
  annotations:
    summary: No {{ . }} answers {{ $place }}
{{- end }}
- alert: NobodyIsReady
  expr: max by (deployment) (kube_deployment_status_replicas_available{ {{- $here }}, deployment=~"{{ $release }}-({{ join "|" .services }})"}) == 0
  for: 10m
  labels: {{ merge (dict "severity" "critical") $labels | toJson }}
  annotations:
    summary: No pod of {{ "{{ $labels.deployment }}" }} is ready {{ $place }}; look at its database
{{- range $service, $metrics := .metrics }}
{{- $missing := list }}
{{- range $metrics }}{{ $missing = append $missing (printf "absent(%s{%s, service=\"%s-%s\"} >= 0)" . $here $release $service) }}{{ end }}
- alert: MeasuresAreMissing
  expr: {{ join " or " $missing }}
  for: 15m
  labels: {{ merge (dict "severity" "warning" "component" $service) $labels | toJson }}
  annotations:
    summary: Something that {{ $service }} measures {{ $place }} is missing, so its alert cannot ring
{{- end }}
- alert: MigrationFailed
  expr: max by (job_name) (kube_job_failed{ {{- $jobs }}, condition="true"}) > 0
  labels: {{ merge (dict "severity" "critical") $labels | toJson }}
  annotations:
    summary: A migration {{ $place }} has failed for good; new pods do not start
- alert: MigrationWaits
  expr: max by (job_name) (time() - kube_job_created{ {{- $jobs -}} }) > 900 unless on (job_name) max by (job_name) (kube_job_complete{ {{- $jobs }}, condition="true"}) > 0
  labels: {{ merge (dict "severity" "warning") $labels | toJson }}
  annotations:
    summary: A migration {{ $place }} is not done after 15 minutes; its pod says which Secret it waits for, or its log why it is tried again
{{- range $name, $url := .addresses }}
{{- if $root.Values.tls.certManager.issuer }}
{{- $certificate := printf "name=\"%s-%s\"" $release $name }}
- alert: CertificateIsMissing
  expr: max(certmanager_certificate_ready_status{ {{- $here }}, {{ $certificate }}, condition="True"} or certmanager_certificate_ready_status{exported_ {{- $here }}, {{ $certificate }}, condition="True"}) == 0
  for: 15m
  labels: {{ merge (dict "severity" "critical" "component" $name) $labels | toJson }}
  annotations:
    summary: cert-manager has no valid certificate for {{ $url }} {{ $place }}; browsers and peers refuse it
- alert: CertificateIsNotRenewed
  expr: time() - max(certmanager_certificate_renewal_timestamp_seconds{ {{- $here }}, {{ $certificate }}} or certmanager_certificate_renewal_timestamp_seconds{exported_ {{- $here }}, {{ $certificate }}}) > 3600
  for: 1h
  labels: {{ merge (dict "severity" "warning" "component" $name) $labels | toJson }}
  annotations:
    summary: The certificate for {{ $url }} {{ $place }} should have been renewed and was not
{{- else }}
- alert: CertificateEnds
  expr: min(probe_ssl_earliest_cert_expiry{instance=~"{{ $url | replace "." "[.]" }}(/.*)?"}) - time() < 1209600
  for: 1h
  labels: {{ merge (dict "severity" "warning" "component" $name) $labels | toJson }}
  annotations:
    summary: The certificate at {{ $url }} {{ $place }} ends within 14 days; then browsers and peers refuse it
{{- end }}
{{- end }}
{{- end }}
