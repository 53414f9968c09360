using Fw24.Generators.Model;

namespace Fw24.Generators.Emit;

/// <summary>Prints <c>{Entity}.Handler.g.cs</c>: the base class of an entity's change handlers.</summary>
internal static class HandlerEmitter
{
    public static string Emit(EntityModel entity)
    {
        var change = $"{entity.Prefix}Change";
        var writer = Code.File(entity);
        writer.Write($"""
            /// <summary>Handles changes of <see cref="{Code.Cref(entity.Type)}"/>. Override what concerns you: nothing else is delivered.</summary>
            {Code.GeneratedCode}
            {entity.Accessibility} abstract class {change}Handler : global::Fw24.ChangeHandler<{change}, {change}.Inserted, {change}.Modified, {change}.Removed>;
            """);
        return writer.ToString();
    }
}
