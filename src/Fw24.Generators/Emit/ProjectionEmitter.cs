using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints <c>{Projection}.Projection.g.cs</c>: the part of the class that says what it reads, and the reading code.</summary>
internal static class ProjectionEmitter
{
    private static readonly Alias[] s_aliases = [Alias.CodeDom, Alias.Collections, Alias.Fw24, Alias.System];

    public static string Emit(ProjectionModel projection)
    {
        var parts = WriteParts(projection);

        // Which aliases it uses depends on the types of its properties.
        var writer = Code.File(
            projection.Suppressions, projection.Namespace, [.. s_aliases.Where(alias => parts.Contains(alias.Name + "::"))]);
        writer.Write(parts);
        return writer.ToString();
    }

    private static string WriteParts(ProjectionModel projection)
    {
        var writer = new SourceWriter();
        var (type, interfaceName) = (projection.Root.Type, $"Fw24::IProjection<{projection.Entity}, {projection.Root.Type}>");
        var identifier = projection.Root.Type.FullName.Substring(projection.Root.Type.FullName.LastIndexOfAny(['.', ':']) + 1);
        writer.Write($"partial {projection.Keyword} {identifier} : {interfaceName}");
        writer.Open();
        writer.Write($"static Fw24::ItemProjection<{projection.Entity}, {type}> {interfaceName}.Projection {{ get; }} = new()");
        writer.Open();
        writer.Write($"Name = {Code.Literal(projection.Name)},");
        var attributes = projection.Root.Properties.Where(static property => property.IsRead).Select(static property => property.Attribute);
        writer.Write($"Attributes = {Code.List(attributes)},");
        if (projection.Root.Properties.SelectMany(static property => property.Aliases).ToList() is { Count: > 0 } aliases)
        {
            writer.Write($"Aliases = {Code.List(aliases)},");
        }

        writer.Write($"Read = {projection.Name}Reader.Read,");
        writer.Close(";");
        writer.Close();
        writer.Line();
        WriteReader(writer, projection);
        return writer.ToString().TrimEnd();
    }

    private static void WriteReader(SourceWriter writer, ProjectionModel projection)
    {
        var reading = new ReaderEmitter(projection.Root, projection.Objects, projection.Enums);
        writer.Write($$"""
            {{Code.GeneratedCode}}
            file static class {{projection.Name}}Reader
            """);
        writer.Open();
        writer.Write($"public static {projection.Root.Type} Read(ref Fw24::ItemReader item)");
        reading.WriteBody(writer, projection.Root, isNested: false);
        foreach (var nested in projection.Objects)
        {
            reading.WriteMethod(writer, nested);
        }

        foreach (var @enum in projection.Enums)
        {
            CodecEmitter.WriteEnum(writer, @enum);
        }

        reading.WriteAccessors(writer);
        writer.Close();
    }
}
