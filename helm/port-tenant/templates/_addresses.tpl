{{/* Addresses in values, of the web and of networks: each refusal names the value. */}}

{{/* Whether value is https://host or https://host:port and then what path (a pattern) allows. The host is a name in lower case, as an Ingress
     and a certificate have it; 443 is left out, since browsers leave it out of what they send. */}}
{{- define "alliance.https" -}}
{{- $label := "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?" }}
{{- if not (regexMatch (printf "^https://(%s[.])*%s(:[1-9][0-9]{1,4})?%s$" $label $label .path) .value) }}
{{- fail (printf "%s is '%s': give %s." .name .value .form) }}
{{- end }}
{{- $url := urlParse .value }}
{{- if or (hasSuffix ":443" $url.host) (gt (include "alliance.port" .value | int) 65535) }}
{{- fail (printf "%s is '%s': leave port 443 out, and name none above 65535." .name .value) }}
{{- end }}
{{- if or (gt (len $url.hostname) 253) (regexMatch "^[0-9.]+$" $url.hostname) }}
{{- fail (printf "%s is '%s': give a host name of at most 253 characters; neither Ingress nor HTTPRoute takes an address in its place." .name .value) }}
{{- end }}
{{- end }}

{{- define "alliance.origin" -}}
{{- include "alliance.https" (dict "name" .name "value" .value "path" "" "form"
      "https://host or https://host:port, in lower case and without a path; without TLS nobody's session is safe") }}
{{- end }}

{{- define "alliance.realm" -}}
{{- include "alliance.https" (dict "name" .name "value" .value "path" "(/[A-Za-z0-9._-]+)*/realms/[A-Za-z0-9._-]+" "form"
      "https://host/realms/alliance, the realm's address as in a token's iss, the host in lower case") }}
{{- end }}

{{/* The name in an address, without its port. */}}
{{- define "alliance.hostname" -}}
{{ (urlParse .).hostname }}
{{- end }}

{{- define "alliance.port" -}}
{{- $url := urlParse . }}
{{- trimPrefix $url.hostname $url.host | trimPrefix ":" | default "443" }}
{{- end }}

{{/* Whether a port is among those that are open to where the address is; pods behind a Service have ports of their own. root, name, value, arrow. */}}
{{- define "alliance.reached" -}}
{{- $arrow := index .root.Values.network .arrow }}
{{- $port := include "alliance.port" .value | int }}
{{- $open := list }}
{{- range $arrow.ports }}{{ $open = append $open (int .) }}{{ end }}
{{- $blocks := true }}
{{- range $arrow.to }}{{ if not .ipBlock }}{{ $blocks = false }}{{ end }}{{ end }}
{{- if and $arrow.to $blocks (not (has $port $open)) }}
{{- fail (printf "%s is '%s', and network.%s.ports is %s: add %d." .name .value .arrow (toJson $open) $port) }}
{{- end }}
{{- end }}

{{/* One host is one plane: cookies know no ports, and one name leads to one gateway. name and value, other and its value. */}}
{{- define "alliance.apart" -}}
{{- if eq (include "alliance.hostname" .value) (include "alliance.hostname" .otherValue) }}
{{- fail (printf "%s and %s share a host, %s: each needs one of its own, so that no cookie crosses." .name .other (include "alliance.hostname" .value)) }}
{{- end }}
{{- end }}

{{- define "alliance.cidr" -}}
{{- $number := "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])" }}
{{- $four := printf "^(%s[.]){3}%s/(3[0-2]|[12]?[0-9])$" $number $number }}
{{- $six := "^(([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?::([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?)/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$" }}
{{- if not (or (regexMatch $four .value) (regexMatch $six .value)) }}
{{- fail (printf "%s has '%s': give networks such as 10.0.0.0/8 or fd00::/8." .name .value) }}
{{- end }}
{{- end }}

{{/* Every block of addresses that a value names. */}}
{{- define "alliance.cidrs" -}}
{{- range .Values.gateway.trustedProxies }}
{{- include "alliance.cidr" (dict "name" "gateway.trustedProxies" "value" .) }}
{{- if regexMatch "/[0-7]$" . }}
{{- fail (printf "gateway.trustedProxies has %s, which is next to everything: whoever is believed may say what address it comes from. Name the network of the ingress controller's pods." .) }}
{{- end }}
{{- end }}
{{- $peers := dict "network.clients.ingress" .Values.network.clients.ingress "network.clients.route" .Values.network.clients.route "network.monitoring" .Values.network.monitoring }}
{{- range $name, $arrow := .Values.network }}
{{- if and (kindIs "map" $arrow) (hasKey $arrow "to") }}
{{- $_ := set $peers (printf "network.%s" $name) $arrow.to }}
{{- end }}
{{- end }}
{{- range $name, $list := $peers }}
{{- range $list }}
{{- with .ipBlock }}
{{- range prepend (.except | default list) .cidr }}
{{- include "alliance.cidr" (dict "name" $name "value" .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Further Spring properties say nothing of what the chart sets: ours, theirs, name of the service, path. */}}
{{- define "alliance.further" -}}
{{- range $key, $theirs := .theirs }}
{{- if hasKey $.ours $key }}
{{- $ours := index $.ours $key }}
{{- $path := printf "%s%s" $.path $key }}
{{- if and (kindIs "map" $ours) (kindIs "map" $theirs) }}
{{- include "alliance.further" (dict "ours" $ours "theirs" $theirs "name" $.name "path" (printf "%s." $path)) }}
{{- else }}
{{- fail (printf "config of %s has %s, which the chart sets itself: leave it out, and change the value that it comes from." $.name $path) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
