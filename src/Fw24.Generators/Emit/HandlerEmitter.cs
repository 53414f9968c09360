using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints the base class of an entity's change handlers.</summary>
internal static class HandlerEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        var change = $"{entity.Prefix}Change";
        writer.Write($"""
            /// <summary>Handles changes of <see cref="{Code.Cref(entity.Type)}"/>. Only changes whose methods are overridden are delivered.</summary>
            {Code.GeneratedCode}
            {entity.Accessibility} abstract class {change}Handler : Fw24::ChangeHandler<{change}, {change}.Inserted, {change}.Modified, {change}.Removed>;
            """);
    }
}
