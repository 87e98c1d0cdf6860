using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;

namespace PyBridge.Pickle.Objects;

/// <summary>Text that distinguishes the overloads of a method.</summary>
internal static class MethodSignature
{
    /// <summary>
    /// The types of the parameters and the return type, as in the method's declaration: with its type parameters rather
    /// than what they stand for, which could make two overloads look alike.
    /// </summary>
    public static string Of(MethodInfo method)
    {
        MethodInfo declared = DeclarationOf(method);
        var text = new StringBuilder();
        if (declared.IsGenericMethodDefinition)
        {
            text.Append('`').Append(declared.GetGenericArguments().Length);
        }

        char separator = '(';
        foreach (ParameterInfo parameter in declared.GetParameters())
        {
            text.Append(separator);
            Append(text, parameter.ParameterType);
            separator = ';';
        }

        text.Append(')');
        Append(text, declared.ReturnType);
        return text.ToString();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
    private static MethodInfo DeclarationOf(MethodInfo method)
    {
        if (method.DeclaringType is { IsConstructedGenericType: true } type)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
                | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            MemberInfo[] candidates =
                type.GetGenericTypeDefinition().GetMember(method.Name, MemberTypes.Method, Declared);
            foreach (MemberInfo candidate in candidates)
            {
                if (candidate.HasSameMetadataDefinitionAs(method))
                {
                    return (MethodInfo)candidate;
                }
            }
        }

        return method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
    }

    private static void Append(StringBuilder text, Type type)
    {
        if (type.IsGenericParameter)
        {
            text.Append(type.IsGenericMethodParameter ? "!!" : "!").Append(type.GenericParameterPosition);
        }
        else if (type.GetElementType() is { } element)
        {
            Append(text, element);

            // What the array, reference or pointer adds to the name of its element: "[,]", "&", "*".
            text.Append(type.Name.AsSpan(element.Name.Length));
        }
        else if (type.IsConstructedGenericType)
        {
            Append(text, type.GetGenericTypeDefinition());
            foreach (Type argument in type.GetGenericArguments())
            {
                text.Append('<');
                Append(text, argument);
            }

            text.Append('>');
        }
        else
        {
            text.Append(type.FullName ?? type.Name).Append('@').Append(type.Assembly.GetName().Name);
        }
    }
}
