{{/* Rules of both planes: root, services, labels (beside the severity), metrics (which nobody may lack) and place, for the sentences.
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
- alert: MeasuresAreMissing
  expr: {{ range $i, $metric := .metrics }}{{ if $i }} or {{ end }}absent({{ $metric }}{ {{- $here -}} } >= 0){{ end }}
  for: 15m
  labels: {{ merge (dict "severity" "warning") $labels | toJson }}
  annotations:
    summary: Something {{ $place }} is not measured, so its alert cannot ring
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
{{- end }}
