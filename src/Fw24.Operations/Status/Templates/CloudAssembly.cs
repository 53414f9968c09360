using System.Text.Json;

namespace Fw24.Operations.Status.Templates;

/// <summary>The templates of a cloud assembly, which the build of a CDK project writes (<c>cdk.out</c>).</summary>
internal sealed class CloudAssembly
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _templates;

    private CloudAssembly(string folder, Dictionary<string, string> templates) => (_folder, _templates) = (folder, templates);

    /// <summary>Opens a cloud assembly.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The cloud assembly; <see langword="null"/> if the folder contains none.</returns>
    /// <exception cref="InvalidDataException">Its manifest cannot be read.</exception>
    public static CloudAssembly? Open(string folder)
    {
        var file = Path.Combine(folder, "manifest.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(file));
            return new CloudAssembly(folder, TemplatesOf(manifest.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file} is not the manifest of a cloud assembly: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the template of a stack.</summary>
    /// <param name="stack">
    /// The stack's name in AWS. A template that is deployed under several names is the only one of its cloud assembly.
    /// </param>
    /// <returns>The template; <see langword="null"/> if it has none.</returns>
    public JsonElement? Find(string stack)
        => _templates.TryGetValue(stack, out var file) ? Read(file)
            : _templates.Values.ToList() is [var only] ? Read(only)
            : null;

    /// <summary>Reads a template of a nested stack.</summary>
    /// <param name="file">The file's name, as the metadata of the outer template has it.</param>
    /// <returns>The template; <see langword="null"/> if there is no such file.</returns>
    public JsonElement? Read(string file)
    {
        var path = Path.Combine(_folder, Path.GetFileName(file));
        if (!File.Exists(path))
        {
            return null;
        }

        using var template = JsonDocument.Parse(File.ReadAllBytes(path));
        return template.RootElement.Clone();
    }

    // {"artifacts":{"orders":{"type":"aws:cloudformation:stack","properties":{"templateFile":"orders.template.json"}}}}
    private static Dictionary<string, string> TemplatesOf(JsonElement manifest)
    {
        var templates = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var artifact in manifest.GetProperty("artifacts").EnumerateObject())
        {
            if (artifact.Value.GetProperty("type").GetString() is "aws:cloudformation:stack")
            {
                var properties = artifact.Value.GetProperty("properties");
                var name = properties.TryGetProperty("stackName", out var stated) ? stated.GetString()! : artifact.Name;
                templates[name] = properties.GetProperty("templateFile").GetString()!;
            }
        }

        return templates;
    }
}
