using System.Text.Json;

namespace Fw24.Operations.Manifests;

/// <summary>Opens a manifest of a known schema, in a stage.</summary>
internal static class ManifestText
{
    private const string Schema = "fw24.manifest/1";

    /// <summary>Reads a manifest.</summary>
    /// <typeparam name="T">What is read of it.</typeparam>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="InvalidDataException">
    /// The text is not a manifest, has another schema, or is of another stage; or its stage is a parameter, and none is given.
    /// </exception>
    public static T Read<T>(string json, string? stage, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var manifest = document.RootElement;
            var schema = Text(manifest, "schema");
            if (schema is not Schema)
            {
                throw new InvalidDataException($"The manifest has the schema '{schema}', but this version reads {Schema}.");
            }

            // ${Stage}: a parameter of the template.
            var stated = StageOf(manifest);
            if (stated?.StartsWith("${", StringComparison.Ordinal) is true)
            {
                return Read(json.Replace(stated, Demand(stage, stated), StringComparison.Ordinal), stage, read);
            }

            return stage is null || stage == stated
                ? read(manifest)
                : throw new InvalidDataException(
                    $"The manifest is of {(stated is null ? "no stage" : $"the stage '{stated}'")}, and not of '{stage}'.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The text is not a manifest of the schema {Schema}: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the stage of a manifest; <see langword="null"/> if it has none.</summary>
    public static string? StageOf(JsonElement manifest) => manifest.TryGetProperty("stage", out var stage) ? stage.GetString() : null;

    /// <summary>Reads a member that must be a text.</summary>
    public static string Text(JsonElement element, string name)
        => element.GetProperty(name).GetString() ?? throw new InvalidOperationException($"'{name}' is null.");

    private static string Demand(string? stage, string parameter) => stage is null
        ? throw new InvalidDataException($"The manifest's stage is {parameter}, a parameter of its template: name the stage.")
        : DeployedName.IsStage(stage) ? stage
        : throw new InvalidDataException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.");
}
