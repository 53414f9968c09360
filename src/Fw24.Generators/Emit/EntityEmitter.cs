using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints <c>{Entity}.Entity.g.cs</c>: all code generated for an entity.</summary>
/// <remarks>A single file, as at every run the compiler's driver compares each file's name with all others.</remarks>
internal static class EntityEmitter
{
    private static readonly Alias[] s_aliases = [Alias.CodeDom, Alias.Collections, Alias.Fw24, Alias.System, Alias.Tasks, Alias.Threading];

    public static string Emit(EntityModel entity, bool hasAttributeValues)
    {
        var writer = Code.File(entity.Suppressions, entity.Namespace, s_aliases, markers: writer => MarkerEmitter.Emit(writer, entity));
        ChangeEmitter.Emit(writer, entity);
        writer.Line();
        ChangesEmitter.Emit(writer, entity);
        writer.Line();
        HandlerEmitter.Emit(writer, entity);
        writer.Line();
        CodecEmitter.Emit(writer, entity, hasAttributeValues);
        writer.Line();
        FieldsEmitter.Emit(writer, entity);
        writer.Line();
        TableEmitter.Emit(writer, entity);
        return writer.ToString();
    }
}
