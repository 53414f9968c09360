namespace Fw24.Generators.Model.Types;

/// <summary>A type as emitted code names it.</summary>
/// <param name="FullName">The name with <c>global::</c> and the annotations of type arguments, without the type's own <c>?</c>.</param>
/// <param name="IsValueType">Indicates whether it is a value type.</param>
internal sealed record TypeRef(string FullName, bool IsValueType)
{
    public override string ToString() => FullName;
}
