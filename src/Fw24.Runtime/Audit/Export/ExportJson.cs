using System.Text.Json.Serialization;

namespace Fw24.Audit.Export;

/// <summary>The JSON of an export's files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AuditExport))]
[JsonSerializable(typeof(ExportedDay))]
internal sealed partial class ExportJson : JsonSerializerContext;
